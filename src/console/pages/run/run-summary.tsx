import { showCount } from '../../parts/show-count.js';
import { DryRunDifferences } from './dry-run-differences.js';
import type { Run } from './run.js';
import { runAddress } from './run-address.js';
import { RunCounts } from './run-counts.js';
import { RunFacts } from './run-facts.js';
import { RunParameters } from './run-parameters.js';
import { RunUnderWay } from './run-under-way.js';
import { SetMembers } from './set-members.js';

/** Run Summary: how it ended and why, what became of its records, and what it was asked with. */
export function RunSummary({ run }: { run: Run }) {
  const { status, endedAt, integrationSet, dryRun, members } = run;
  return (
    <div class="run-summary">
      <section class="stack" aria-label="Outcome">
        <Why run={run} />
        {endedAt === undefined && <RunUnderWay run={run} />}
        {integrationSet === undefined && endedAt !== undefined && status !== 'Not Run' && <RunCounts run={run} />}
        {members !== undefined && <SetMembers site={run.site} members={members} />}
        <WhereToGo run={run} />
        {dryRun && endedAt !== undefined && <DryRunDifferences run={run.id} />}
      </section>
      <aside class="stack" aria-label="What it was asked with">
        <RunFacts run={run} />
        <RunParameters run={run} />
      </aside>
    </div>
  );
}

const TONES: Partial<Record<Run['status'], string>> = { Failed: 'bad', 'Completed with Errors': 'warning' };

/** Why it is not Completed, in full. */
function Why({ run: { status, reason, counts } }: { run: Run }) {
  const refused = `Refused for their errors: ${showCount(counts.rejected)} of ${showCount(counts.read)} records. The run is treated as failed.`;
  const why = reason ?? (status === 'Completed with Errors' ? refused : undefined);
  return why === undefined ? null : <p class={`note ${TONES[status] ?? ''}`}>{why}</p>;
}

/** Where errors are looked into and mended (seed: Check the results). */
function WhereToGo({ run: { id, site, direction, counts, endedAt } }: { run: Run }) {
  const mended = direction === 'import' && endedAt !== undefined;
  const toMend = mended && counts.rejected > 0;
  return (
    <div class="row">
      {mended && (
        <a class={`button ${toMend ? 'primary' : ''}`} href={runAddress(site, id, 'transaction-assistant')}>
          Go to Transaction Assistant
        </a>
      )}
      <a class="button" href={runAddress(site, id, 'details')}>
        Go to Additional Details
      </a>
      {toMend && <span class="soft">{showCount(counts.rejected)} refused</span>}
    </div>
  );
}
