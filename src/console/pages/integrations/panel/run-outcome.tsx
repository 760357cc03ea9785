import { useEffect, useState } from 'preact/hooks';

import { answerOf } from '../../../../client/create-client.js';
import { api, type Api } from '../../../api.js';
import { useLive } from '../../../live/site-events.js';
import { useRefreshOn } from '../../../live/use-refresh-on.js';
import { useResource } from '../../../live/use-resource.js';
import { useRunProgress } from '../../../live/use-run-progress.js';
import { Button } from '../../../parts/button.js';
import { HaltRun } from '../../../parts/halt-run.js';
import { ProblemNote } from '../../../parts/problem-note.js';
import { RunProgress } from '../../../parts/run-progress.js';
import { Status } from '../../../parts/status.js';
import { useMay } from '../../../shell/caller.js';
import { runAddress } from '../../run/run-address.js';
import { RunCountsLine } from './run-counts-line.js';
import { RunMembers } from './run-members.js';
import { useFocusWhenShown } from './use-focus-when-shown.js';

/** How often a run is looked up while its site tells nothing, in milliseconds. */
const LOOK_EVERY = 2000;

interface RunOutcomeProps {
  run: string;
  onClose: () => void;
  onAnother: () => void;
}

/** The third step: how far the run has come, then the confirmation that it completed or failed. */
export function RunOutcome({ run: id, onClose, onAnother }: RunOutcomeProps) {
  const heading = useFocusWhenShown<HTMLHeadingElement>();
  const live = useLive();
  const run = useResource(
    (signal) => answerOf(api.GET('/api/v1/runs/{run}', { params: { path: { run: id } }, signal })),
    [id],
  );
  useRefreshOn('run', run.refresh);
  const { data } = run;
  const isOver = data?.endedAt !== undefined;
  useEffect(() => {
    if (live || isOver) return undefined;
    const timer = setInterval(run.refresh, LOOK_EVERY);
    return () => clearInterval(timer);
  }, [live, isOver]);

  return (
    <div class="stack">
      <h3 ref={heading} tabIndex={-1}>
        {data?.name ?? 'The run'}
      </h3>
      <ProblemNote problem={run.problem} onRetry={run.refresh} />
      <div class="stack" role="status">
        {data !== undefined && (isOver ? <Ended run={data} /> : <Status status={data.status} />)}
      </div>
      {data !== undefined && !isOver && <UnderWay run={data} />}
      {data?.members !== undefined && <RunMembers site={data.site} members={data.members} />}
      <div class="actions">
        {data !== undefined && (
          <a class="button" href={runAddress(data.site, id)}>
            Run Summary
          </a>
        )}
        {isOver && <Button onClick={onAnother}>Run another</Button>}
        <Button {...(isOver && { kind: 'primary' })} onClick={onClose}>
          Close
        </Button>
      </div>
    </div>
  );
}

/** The confirmation. */
function Ended({ run }: { run: Api['RunSummary'] }) {
  const { status, reason, dryRun } = run;
  return (
    <div class={`note ${TONES[status] ?? 'bad'} stack tight`}>
      <Status status={status} />
      <p>
        {ENDS[status]}
        {dryRun && ' It was a dry run: nothing was changed.'}
      </p>
      {reason !== undefined && <p>{reason}</p>}
      <RunCountsLine counts={run.counts} />
    </div>
  );
}

const TONES: Partial<Record<Api['Run']['status'], string>> = { Completed: 'good', 'Completed with Errors': 'warning' };
const ENDS: Partial<Record<Api['Run']['status'], string>> = {
  Completed: 'The integration completed.',
  'Completed with Errors': 'The integration completed, but one or more records have errors: the run counts as failed.',
  Failed: 'The integration failed.',
  'Not Run': 'The integration did not run.',
};

function UnderWay({ run }: { run: Api['RunSummary'] }) {
  const may = useMay('operator', run.site);
  const [halting, setHalting] = useState(false);
  const progress = useRunProgress(run.id, run.progress);
  return (
    <div class="stack tight">
      <RunProgress progress={progress} of={run.name} />
      <div class="row apart">
        <span class="soft">Step: {progress?.step ?? run.steps.at(-1)?.step ?? 'not begun'}</span>
        <Button kind="danger" disabled={!may} onClick={() => setHalting(true)}>
          Halt
        </Button>
      </div>
      {halting && <HaltRun run={run} onClose={() => setHalting(false)} />}
    </div>
  );
}
