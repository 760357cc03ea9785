import { api } from '../../api.js';
import { useAction } from '../../live/use-action.js';
import { Button } from '../../parts/button.js';
import { Dialog } from '../../parts/dialog.js';
import { useTell } from '../../parts/messages.js';
import { ProblemNote } from '../../parts/problem-note.js';

interface ConfirmDeleteProps {
  site: string;
  schedule: string;
  /** What it is of. */
  template: string;
  onClose: () => void;
  onDeleted: () => void;
}

/** Asks whether a schedule is to be deleted. */
export function ConfirmDelete({ site, schedule, template, onClose, onDeleted }: ConfirmDeleteProps) {
  const tell = useTell();
  const remove = useAction(async () => {
    await api.DELETE('/api/v1/sites/{site}/schedules/{schedule}', { params: { path: { site, schedule } } });
    tell(`${schedule} was deleted: it does not run in the future.`);
    onDeleted();
  });
  return (
    <Dialog title={`Delete ${schedule}?`} onClose={onClose}>
      <p>It will not run in the future. {template} remains available and is not deleted; its past runs stay as well.</p>
      <ProblemNote problem={remove.problem} />
      <div class="actions">
        <Button onClick={onClose}>No</Button>
        <Button kind="danger" busy={remove.busy} onClick={() => void remove.perform()}>
          Yes
        </Button>
      </div>
    </Dialog>
  );
}
