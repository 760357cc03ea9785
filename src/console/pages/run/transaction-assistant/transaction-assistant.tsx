import { useState } from 'preact/hooks';

import '../../../styles/transaction-assistant.css';
import { api } from '../../../api.js';
import { answerOf } from '../../../../client/create-client.js';
import { useQuery } from '../../../live/use-query.js';
import { useResource } from '../../../live/use-resource.js';
import { useSiteEvent } from '../../../live/site-events.js';
import { Empty } from '../../../parts/empty.js';
import { ProblemNote } from '../../../parts/problem-note.js';
import { useMay } from '../../../shell/caller.js';
import type { Run } from '../run.js';
import { InASpreadsheet } from './in-a-spreadsheet.js';
import { RejectGrid } from './reject-grid.js';
import { RejectGroups } from './reject-groups.js';
import { RejectPages } from './reject-pages.js';
import { ResubmissionOutcome } from './resubmission-outcome.js';
import { ResubmitBar } from './resubmit-bar.js';
import { useChecks } from './use-checks.js';
import { useCorrections } from './use-corrections.js';
import { useRejects } from './use-rejects.js';
import { useResubmit } from './use-resubmit.js';
import { whyNotCorrected } from './why-not-corrected.js';

/** Transaction Assistant: where the records that an import refused are corrected and sent again. */
export function TransactionAssistant({ run }: { run: Run }) {
  const { resubmission } = useQuery().query;
  const [overwrite, setOverwrite] = useState(false);
  const summary = useResource(
    (signal) => answerOf(api.GET('/api/v1/runs/{run}/rejects/summary', { params: { path: { run: run.id } }, signal })),
    [run.id, run.status],
  );
  const columns = summary.data?.columns ?? [];
  const rejects = useRejects(run.id);
  const why = whyNotCorrected(run);
  const readOnly = !useMay('operator', run.site) || why !== undefined;
  const corrections = useCorrections(run.id, columns);
  const checks = useChecks(run.id, corrections.edits, !readOnly);
  const resubmit = useResubmit(run.id, corrections, overwrite);

  const items = rejects.data?.items;
  useSiteEvent('run', (event) => {
    if (event === undefined || items?.some(({ underWayIn }) => underWayIn === event.run) === true) rejects.refresh();
  });
  if (run.counts.rejected === 0 && run.endedAt !== undefined) return <NothingRefused run={run} />;
  return (
    <section class="stack" aria-label="Transaction Assistant">
      {why !== undefined && <p class="note">{why}</p>}
      {resubmission !== undefined && <ResubmissionOutcome of={run.id} run={resubmission} onEnded={rejects.refresh} />}
      <ProblemNote problem={summary.problem ?? rejects.problem} onRetry={rejects.refresh} />
      {summary.data !== undefined && (
        <RejectGroups groups={summary.data.items} filter={rejects.filter} onShow={rejects.show} />
      )}
      <div class="reject-page">
        {items?.length === 0 && <NoneShown shown={rejects.filter.shown} />}
        {items !== undefined && items.length > 0 && summary.data !== undefined && (
          <RejectGrid
            site={run.site}
            rejects={items}
            columns={columns}
            corrections={corrections}
            checks={checks}
            readOnly={readOnly}
          />
        )}
      </div>
      <RejectPages rejects={rejects} />
      {!readOnly && (
        <ResubmitBar
          corrections={corrections}
          checks={checks}
          resubmit={resubmit}
          overtaken={
            resubmit.problem?.code === 'key-loaded-later' ||
            items?.some(({ supersededBy }) => supersededBy !== undefined) === true
          }
          overwrite={overwrite}
          onOverwrite={setOverwrite}
        />
      )}
      {columns.length > 0 && <InASpreadsheet run={run} resubmit={resubmit} readOnly={readOnly} />}
    </section>
  );
}

function NothingRefused({ run: { status } }: { run: Run }) {
  if (status !== 'Completed' && status !== 'Completed with Errors') {
    return (
      <Empty title="No record was refused">
        <p>The run ended before, or for another reason: Run Summary says why.</p>
      </Empty>
    );
  }
  return (
    <Empty title="Every record was taken">
      <p>There is nothing to correct.</p>
    </Empty>
  );
}

function NoneShown({ shown }: { shown: string }) {
  if (shown === 'open') {
    return (
      <Empty title="Nothing is left to correct">
        <p>Every reject that fits is resolved: choose All to see them.</p>
      </Empty>
    );
  }
  return <Empty title="No reject fits" />;
}
