import { useState } from 'preact/hooks';

import { api } from '../../api.js';
import { answerOf } from '../../../client/create-client.js';
import { askOnce } from '../../live/ask-once.js';
import { useAction } from '../../live/use-action.js';
import { useGo } from '../../live/use-go.js';
import { Button } from '../../parts/button.js';
import { Dialog } from '../../parts/dialog.js';
import { useTell } from '../../parts/messages.js';
import { ProblemNote } from '../../parts/problem-note.js';
import { useMay } from '../../shell/caller.js';
import { ReRunChoices, type ReRunChosen } from './re-run-choices.js';
import type { Run } from './run.js';
import { runAddress } from './run-address.js';

/** The button Re-Run, and the window that asks Yes or No. */
export function ReRun({ run }: { run: Run }) {
  const may = useMay('operator', run.site);
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button kind="primary" disabled={!may} onClick={() => setAsking(true)}>
        Re-Run
      </Button>
      {asking && <ConfirmReRun run={run} onClose={() => setAsking(false)} />}
    </>
  );
}

function ConfirmReRun({ run, onClose }: { run: Run; onClose: () => void }) {
  const tell = useTell();
  const go = useGo();
  const [chosen, setChosen] = useState<ReRunChosen>({});
  const rerun = useAction(async () => {
    const again = await askOnce(`rerun ${run.id}`, (key) => {
      const params = { path: { run: run.id }, header: { 'Idempotency-Key': key } };
      return answerOf(api.POST('/api/v1/runs/{run}/rerun', { params, body: chosen }));
    });
    tell(`${again.name} is In-Progress.`);
    onClose();
    go(runAddress(run.site, again.id));
  });
  return (
    <Dialog title="Re-Run" onClose={onClose}>
      <p>
        Run {run.integration ?? run.integrationSet} again {withWhat(run)}, without entering the parameter values again?
      </p>
      <ReRunChoices run={run} chosen={chosen} onChange={setChosen} />
      <ProblemNote problem={rerun.problem} />
      <div class="actions">
        <Button onClick={onClose}>No</Button>
        <Button kind="primary" busy={rerun.busy} onClick={() => void rerun.perform()}>
          Yes
        </Button>
      </div>
    </Dialog>
  );
}

function withWhat({ file, direction }: Run): string {
  return file === undefined || direction === 'export' ? 'as it was asked for' : `over the same ${file.name}`;
}
