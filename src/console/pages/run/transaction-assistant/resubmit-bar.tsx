import { useState } from 'preact/hooks';

import type { Action } from '../../../live/use-action.js';
import { Button } from '../../../parts/button.js';
import { Checkbox } from '../../../parts/checkbox.js';
import { Dialog } from '../../../parts/dialog.js';
import { ProblemNote } from '../../../parts/problem-note.js';
import { showCount } from '../../../parts/show-count.js';
import type { Checks } from './use-checks.js';
import type { Corrections } from './use-corrections.js';
import type { Sent } from './use-resubmit.js';

interface ResubmitBarProps {
  corrections: Corrections;
  checks: Checks;
  resubmit: Action<[Sent]>;
  /** Whether later runs have brought keys of these rejects again, and what is to become of that. */
  overtaken: boolean;
  overwrite: boolean;
  onOverwrite: (overwrite: boolean) => void;
}

/** What is about to be sent, and what sends it. */
export function ResubmitBar({ corrections, checks, resubmit, overtaken, overwrite, onOverwrite }: ResubmitBarProps) {
  const [asking, setAsking] = useState(false);
  const { toSend, edits } = corrections;
  const faulty = toSend.filter((record) => edits[record] !== undefined && (checks.faultsOf(record)?.length ?? 0) > 0);
  return (
    <div class="card stack tight resubmit-bar">
      <ProblemNote problem={checks.problem ?? resubmit.problem} />
      {overtaken && (
        <Checkbox checked={overwrite} onChange={onOverwrite}>
          Overwrite what later runs have loaded under the same keys
        </Checkbox>
      )}
      <div class="row">
        <Button
          kind="primary"
          busy={resubmit.busy}
          disabled={toSend.length === 0}
          onClick={() => void resubmit.perform({ records: toSend })}
        >
          Resubmit
        </Button>
        <Button disabled={resubmit.busy} onClick={() => setAsking(true)}>
          Resubmit all as they are
        </Button>
        <span class="soft" role="status">
          {say(toSend.length, Object.keys(edits).length, faulty.length)}
          {checks.notChecked.length > 0 && ` Looked up only when sent: ${checks.notChecked.join(', ')}.`}
        </span>
      </div>
      {asking && (
        <ConfirmAll
          edited={Object.keys(edits).length}
          onNo={() => setAsking(false)}
          onYes={() => {
            setAsking(false);
            void resubmit.perform({ all: true });
          }}
        />
      )}
    </div>
  );
}

function say(chosen: number, edited: number, faulty: number): string {
  if (chosen === 0) return 'Correct records, or tick those to send as they are.';
  const wrong = faulty === 0 ? '' : ` ${showCount(faulty)} would be refused again.`;
  return `${showCount(chosen)} to send, ${showCount(edited)} edited.${wrong}`;
}

function ConfirmAll({ edited, onNo, onYes }: { edited: number; onNo: () => void; onYes: () => void }) {
  return (
    <Dialog title="Resubmit all as they are" onClose={onNo}>
      <p>Every reject of this run that is not resolved is sent again with the texts it was refused with.</p>
      {edited > 0 && <p class="note warning">What you have entered is not sent: {edited} edited.</p>}
      <div class="actions">
        <Button onClick={onNo}>No</Button>
        <Button kind="primary" onClick={onYes}>
          Yes
        </Button>
      </div>
    </Dialog>
  );
}
