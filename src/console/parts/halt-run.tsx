import { api } from '../api.js';
import { answerOf } from '../../client/create-client.js';
import { useAction } from '../live/use-action.js';
import { useKeptState } from '../live/use-kept-state.js';
import { Button } from './button.js';
import { Dialog } from './dialog.js';
import { Field } from './field.js';
import { useTell } from './messages.js';
import { ProblemNote } from './problem-note.js';

interface HaltRunProps {
  run: { id: string; name: string };
  onClose: () => void;
}

/** Asks for the reason and halts one run, while its site goes on. */
export function HaltRun({ run: { id, name }, onClose }: HaltRunProps) {
  const tell = useTell();
  const [reason, setReason, forgetReason] = useKeptState(`halt ${id}`, '');
  const halt = useAction(async () => {
    await answerOf(api.POST('/api/v1/runs/{run}/halt', { params: { path: { run: id } }, body: { reason } }));
    forgetReason();
    tell(`${name} is being halted`);
    onClose();
  });
  return (
    <Dialog title="Halt the run" onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void halt.perform();
        }}
      >
        <p>
          <strong>{name}</strong> ends as Failed with your reason, and nothing of it is half applied. The site goes on.
        </p>
        <Field label="Reason" required hint="A brief note, such as: wrong file">
          <input value={reason} maxLength={500} onInput={({ currentTarget }) => setReason(currentTarget.value)} />
        </Field>
        <ProblemNote problem={halt.problem} />
        <div class="actions">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" kind="danger" busy={halt.busy} disabled={reason.trim() === ''}>
            Halt
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
