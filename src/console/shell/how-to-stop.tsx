import { Choice } from '../parts/choice.js';
import { Field } from '../parts/field.js';

/** What was entered in Confirm Service Stop so far. */
export interface StopDraft {
  reason: string;
  mode: 'halt' | 'drain';
  /** After how many a drain turns into a halt; '' is never. */
  minutes: string;
}

interface HowToStopProps {
  draft: StopDraft;
  onChange: (draft: StopDraft) => void;
}

/** Whether what is running is halted, or runs to its end first, and for how long at most. */
export function HowToStop({ draft, onChange }: HowToStopProps) {
  const choose = (mode: StopDraft['mode']) => () => onChange({ ...draft, mode });
  return (
    <fieldset class="stack tight">
      <legend class="label">What is running</legend>
      <Choice name="mode" checked={draft.mode === 'halt'} onChoose={choose('halt')}>
        Halt it now: nothing of it is half applied
      </Choice>
      <Choice name="mode" checked={draft.mode === 'drain'} onChoose={choose('drain')}>
        Let it finish first, and start nothing more
      </Choice>
      {draft.mode === 'drain' && (
        <Field label="Halt what still runs after, in minutes" hint="Empty: wait until all has ended.">
          <input
            type="number"
            min={1}
            max={100_000}
            value={draft.minutes}
            onInput={({ currentTarget: { value } }) => onChange({ ...draft, minutes: value })}
          />
        </Field>
      )}
    </fieldset>
  );
}
