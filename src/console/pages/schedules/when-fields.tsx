import { useState } from 'preact/hooks';

import { Button } from '../../parts/button.js';
import { OneTimeFields } from './one-time-fields.js';
import { RecurrenceFields, type FormPart } from './recurrence-fields.js';
import type { WhenDraft } from './draft.js';

/** Schedule: One-time Scheduled Run, or Recurring Scheduled Run. What is entered counts once Apply was pressed. */
export function WhenFields({ draft, change, wrong }: FormPart) {
  const isOnce = draft.repeats === 'One Time';
  const [open, setOpen] = useState(!isOnce);
  const enter: FormPart['change'] = (changes) => change({ ...changes, isApplied: stillApplied(draft, changes) });
  const part = { draft, change: enter, wrong };
  const apply = () => {
    change({ isApplied: true });
    setOpen(false);
  };
  return (
    <fieldset class="stack tight when">
      <legend class="label">Schedule</legend>
      <label class="row">
        <input type="radio" name="when" checked={isOnce} onChange={() => enter({ repeats: 'One Time' })} />
        One-time Scheduled Run
      </label>
      {isOnce && <OneTimeFields {...part} onApply={apply} />}
      <label class="row">
        <input
          type="radio"
          name="when"
          checked={!isOnce}
          onChange={() => {
            enter({ repeats: 'By Day' });
            setOpen(false);
          }}
        />
        Recurring Scheduled Run
      </label>
      {!isOnce && (
        <div>
          <Button aria-expanded={open} onClick={() => setOpen(!open)}>
            Recurrence
          </Button>
        </div>
      )}
      {!isOnce && open && <RecurrenceFields {...part} onApply={apply} />}
    </fieldset>
  );
}

const WHEN: (keyof WhenDraft)[] = [
  'repeats',
  'every',
  'months',
  'monthDays',
  'weekdays',
  'rule',
  'startDate',
  'startTime',
  'end',
];

/** Of a one-time run it is the date that is applied: its time is entered afterwards. */
function stillApplied(
  { isApplied, repeats }: WhenDraft & { isApplied: boolean },
  changes: Partial<WhenDraft>,
): boolean {
  const counts = repeats === 'One Time' ? WHEN.filter((name) => name !== 'startTime') : WHEN;
  return isApplied && !counts.some((name) => changes[name] !== undefined);
}
