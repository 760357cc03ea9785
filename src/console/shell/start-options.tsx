import { api, type Api } from '../api.js';
import { answerOf } from '../../client/create-client.js';
import { useAction } from '../live/use-action.js';
import { useKeptState } from '../live/use-kept-state.js';
import { Button } from '../parts/button.js';
import { Choice } from '../parts/choice.js';
import { Dialog } from '../parts/dialog.js';
import { Field } from '../parts/field.js';
import { useTell } from '../parts/messages.js';
import { ProblemNote } from '../parts/problem-note.js';
import { instantOf } from '../parts/zone-time.js';

interface StartOptionsProps {
  site: Api['Site'];
  onClose: () => void;
  onDone: () => void;
}

interface Draft {
  held: 'discard' | 'run';
  /** In the site's time zone; '' is now. */
  at: string;
}

const AS_START_SITE: Draft = { held: 'discard', at: '' };

/** A start that does not forget what was asked for while the site was stopped, or one that is planned. */
export function StartOptions({ site, onClose, onDone }: StartOptionsProps) {
  const tell = useTell();
  const [draft, setDraft, forgetDraft] = useKeptState<Draft>(`start ${site.site}`, AS_START_SITE);
  const start = useAction(async () => {
    const { held, at } = draft;
    const when = at === '' ? {} : { at: momentOf(at, site.timeZone) };
    const { message } = await answerOf(
      api.POST('/api/v1/sites/{site}/start', { params: { path: { site: site.site } }, body: { held, ...when } }),
    );
    forgetDraft();
    tell(message);
    onDone();
    onClose();
  });
  const choose = (held: Draft['held']) => () => setDraft({ ...draft, held });
  return (
    <Dialog title={`Start ${site.site} with options`} onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void start.perform();
        }}
      >
        <fieldset class="stack tight">
          <legend class="label">Requests that are held: {site.held}</legend>
          <Choice name="held" checked={draft.held === 'discard'} onChoose={choose('discard')}>
            Forget them, as Start Site does
          </Choice>
          <Choice name="held" checked={draft.held === 'run'} onChoose={choose('run')}>
            Run each of them once, in the order they came
          </Choice>
        </fieldset>
        <Field label="Start at" hint={`In the time of the site, ${site.timeZone}. Empty: now.`}>
          <input
            type="datetime-local"
            value={draft.at}
            onInput={({ currentTarget }) => setDraft({ ...draft, at: currentTarget.value })}
          />
        </Field>
        <ProblemNote problem={start.problem} />
        <div class="actions">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" kind="primary" busy={start.busy}>
            {draft.at === '' ? 'Start now' : 'Plan the start'}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** @param local as an input of type datetime-local has it. */
function momentOf(local: string, timeZone: string): string {
  return new Date(instantOf(Date.parse(`${local}Z`), timeZone)).toISOString();
}
