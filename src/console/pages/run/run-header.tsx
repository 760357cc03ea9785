import { Status } from '../../parts/status.js';
import { showCount } from '../../parts/show-count.js';
import { HaltButton } from './halt-button.js';
import { ReRun } from './re-run.js';
import type { Run } from './run.js';
import { runAddress, type RunPart } from './run-address.js';

/** What a run is called, how it stands, what can be done with it, and its parts. */
export function RunHeader({ run, part }: { run: Run; part: string | undefined }) {
  const { site, name, status, dryRun, endedAt, temporal } = run;
  return (
    <header class="stack run-header">
      <div class="row apart">
        <div class="stack tight">
          <nav aria-label="Where this is" class="soft">
            <a href={`/sites/${site}`}>{site}</a> › <a href={`/sites/${site}/integrations`}>Integrations</a> ›
          </nav>
          <h1>{name}</h1>
          <div class="row run-status">
            <Status status={status} />
            {dryRun && <span class="tag">Dry run</span>}
          </div>
        </div>
        <div class="row">
          {temporal.url !== undefined && (
            <a class="button" href={temporal.url} target="_blank" rel="noreferrer">
              Temporal Web UI
            </a>
          )}
          {endedAt === undefined ? <HaltButton run={run} /> : <ReRun run={run} />}
        </div>
      </div>
      <nav class="tabs" aria-label="Parts of the run">
        {partsOf(run).map(([to, label, count]) => (
          <a key={label} href={runAddress(site, run.id, to)} aria-current={to === part ? 'page' : undefined}>
            {label}
            {count !== undefined && <span class="count">{showCount(count)}</span>}
          </a>
        ))}
      </nav>
    </header>
  );
}

/** A set moves no file of its own; what an export refused is not corrected here, but can be read. */
function partsOf({ integrationSet, direction, counts }: Run): [RunPart | undefined, string, number?][] {
  const parts: [RunPart | undefined, string, number?][] = [
    [undefined, 'Run Summary'],
    ['details', 'Additional Details'],
  ];
  if (integrationSet !== undefined) return parts;
  const rejected: [number?] = counts.rejected > 0 ? [counts.rejected] : [];
  if (direction === 'import') {
    return [...parts, ['source-file', 'Source File'], ['transaction-assistant', 'Transaction Assistant', ...rejected]];
  }
  return rejected.length === 0 ? parts : [...parts, ['transaction-assistant', 'Rejects', ...rejected]];
}
