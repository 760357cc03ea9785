import { useEffect } from 'preact/hooks';

import { api } from '../../../api.js';
import { answerOf } from '../../../../client/create-client.js';
import { useRefreshOn } from '../../../live/use-refresh-on.js';
import { useResource } from '../../../live/use-resource.js';
import { ProblemNote } from '../../../parts/problem-note.js';
import { showCount } from '../../../parts/show-count.js';
import { Status } from '../../../parts/status.js';
import type { Run } from '../run.js';
import { runAddress } from '../run-address.js';

/** How many records are named of those that are resolved. */
const NAMED = 20;

interface ResubmissionOutcomeProps {
  /** The run whose rejects were sent again, and the run they were sent in. */
  of: string;
  run: string;
  onEnded: () => void;
}

/** The run that rejects were sent in: how it goes, and which of them it has resolved. */
export function ResubmissionOutcome({ of, run: id, onEnded }: ResubmissionOutcomeProps) {
  const run = useResource(
    (signal) => answerOf(api.GET('/api/v1/runs/{run}', { params: { path: { run: id } }, signal })),
    [id],
  );
  const ended = run.data?.endedAt !== undefined;
  useRefreshOn('run', () => {
    if (!ended) run.refresh();
  });
  useEffect(() => {
    if (ended) onEnded();
  }, [id, ended]);
  return (
    <>
      <ProblemNote problem={run.problem} onRetry={run.refresh} />
      {run.data !== undefined && (
        <section class="card stack tight" aria-label="Resubmission">
          <div class="row">
            <Status status={run.data.status} />
            <a href={runAddress(run.data.site, id)}>{run.data.name}</a>
          </div>
          {run.data.reason !== undefined && <p>{run.data.reason}</p>}
          {ended && <Resolved of={of} run={run.data} />}
        </section>
      )}
    </>
  );
}

function Resolved({ of, run: { id, site, counts } }: { of: string; run: Run }) {
  const rejects = useResource((signal) => readResolved(of, id, signal), [of, id]);
  const { items = [], more = false } = rejects.data ?? {};
  const through = counts.applied + counts.unchanged;
  return (
    <p>
      {items.length > 0 &&
        `Resolved: ${items.length === 1 ? 'record' : 'records'} ${items.slice(0, NAMED).join(', ')}${more || items.length > NAMED ? ' and more' : ''}. `}
      {showCount(through)} went through
      {counts.rejected === 0 ? '.' : `, ${showCount(counts.rejected)} refused again. `}
      {counts.rejected > 0 && (
        <a href={runAddress(site, id, 'transaction-assistant')}>Correct what was refused again</a>
      )}
    </p>
  );
}

/** The records a run has resolved, of the first that are resolved at all. */
async function readResolved(run: string, by: string, signal: AbortSignal) {
  const query = { resolved: 'true' as const, limit: 1000 };
  const path = '/api/v1/runs/{run}/rejects';
  const { items, next } = await answerOf(api.GET(path, { params: { path: { run }, query }, signal }));
  const resolved = items.filter(({ resolvedBy }) => resolvedBy === by);
  return { items: resolved.map(({ record }) => record), more: next !== undefined };
}
