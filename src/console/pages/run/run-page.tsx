import { useRoute } from 'preact-iso';

import '../../styles/run.css';
import { api } from '../../api.js';
import { answerOf } from '../../../client/create-client.js';
import { useRefreshOn } from '../../live/use-refresh-on.js';
import { useResource } from '../../live/use-resource.js';
import { ProblemNote } from '../../parts/problem-note.js';
import { NotFoundPage } from '../not-found-page.js';
import { AdditionalDetails } from './additional-details.js';
import type { Run } from './run.js';
import { RunHeader } from './run-header.js';
import { RunSummary } from './run-summary.js';
import { SourceFile } from './source-file.js';
import { TransactionAssistant } from './transaction-assistant/transaction-assistant.js';

/** A run: its summary first, and what else there is to see of it. */
export function RunPage() {
  const { run: id = '', part } = useRoute().params;
  const run = useResource(
    (signal) => answerOf(api.GET('/api/v1/runs/{run}', { params: { path: { run: id } }, signal })),
    [id],
  );
  useRefreshOn('run', () => {
    if (run.data?.endedAt === undefined) run.refresh();
  });
  return (
    <div class="stack run-page">
      <ProblemNote problem={run.problem} onRetry={run.refresh} />
      {run.data === undefined && run.problem === undefined && <p class="soft">Looking up the run…</p>}
      {run.data !== undefined && (
        <>
          <RunHeader run={run.data} part={part} />
          <Part run={run.data} part={part} />
        </>
      )}
    </div>
  );
}

function Part({ run, part }: { run: Run; part: string | undefined }) {
  switch (part) {
    case undefined:
      return <RunSummary run={run} />;
    case 'details':
      return <AdditionalDetails run={run} />;
    case 'source-file':
      return <SourceFile key={run.id} run={run} />;
    case 'transaction-assistant':
      return <TransactionAssistant key={run.id} run={run} />;
    default:
      return <NotFoundPage />;
  }
}
