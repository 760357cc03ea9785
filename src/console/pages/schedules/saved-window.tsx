import type { Api } from '../../api.js';
import { Button } from '../../parts/button.js';
import { Dialog } from '../../parts/dialog.js';
import { FireTime } from './fire-time.js';
import { SurpriseNotes } from './surprise-notes.js';

/** So many of the next fires are told. */
const TOLD = 3;

/** Confirms that a schedule was saved: when it runs next, in words and by the clock. */
export function SavedWindow({ saved, onClose }: { saved: Api['ScheduleDetail']; onClose: () => void }) {
  return (
    <Dialog title="Integration Scheduled" onClose={onClose}>
      <p role="status">
        {saved.name} is scheduled{saved.enabled ? '' : ', and disabled: enable it to have it run'}. {saved.words}.
      </p>
      <SurpriseNotes surprises={saved.surprises} />
      <ol class="fires">
        {saved.nextFires.slice(0, TOLD).map((at) => (
          <li key={at}>
            <FireTime at={at} />
          </li>
        ))}
      </ol>
      <div class="actions">
        <Button kind="primary" onClick={onClose}>
          Close
        </Button>
      </div>
    </Dialog>
  );
}
