import type { ApiProblem } from '../../../../client/api-problem.js';
import type { Api } from '../../../api.js';
import { Button } from '../../../parts/button.js';
import { Dialog } from '../../../parts/dialog.js';
import { Fact } from '../../../parts/fact.js';
import { ProblemNote } from '../../../parts/problem-note.js';
import { showTime } from '../../../parts/show-time.js';

interface ConfirmRerunProps {
  last: Api['Run'];
  timeZone: string | undefined;
  busy: boolean;
  problem: ApiProblem | undefined;
  onYes: () => void;
  onNo: () => void;
}

/** The window Re-Run: Yes goes on with the values of the last run, No goes back to the parameter settings. */
export function ConfirmRerun({ last, timeZone, busy, problem, onYes, onNo }: ConfirmRerunProps) {
  const { name, status, startedAt, file, parameters, exclude, direction } = last;
  const values = Object.entries(parameters).map(([parameter, value]) => `${parameter} = ${String(value)}`);
  return (
    <Dialog title="Re-Run" onClose={onNo}>
      <p>
        Run again with the values of the last run, <strong>{name}</strong> ({status}, {showTime(startedAt, timeZone)})?
      </p>
      <dl class="facts">
        {file !== undefined && direction === 'import' && <Fact name="Source File">{file.name}</Fact>}
        {values.length > 0 && <Fact name="Parameters">{values.join(', ')}</Fact>}
        {exclude.length > 0 && <Fact name="Exclude groups">{exclude.join(', ')}</Fact>}
      </dl>
      <ProblemNote problem={problem} />
      <div class="actions">
        <Button onClick={onNo}>No</Button>
        <Button kind="primary" busy={busy} onClick={onYes}>
          Yes
        </Button>
      </div>
    </Dialog>
  );
}
