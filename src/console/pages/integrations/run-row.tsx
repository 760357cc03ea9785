import type { Api } from '../../api.js';
import { showCount } from '../../parts/show-count.js';
import { showSeconds, showTime } from '../../parts/show-time.js';
import { Status } from '../../parts/status.js';
import { runAddress } from '../run/run-address.js';

/** The cells of a run: selecting it opens its page. */
export function RunCells({ run, timeZone }: { run: Api['Run']; timeZone: string | undefined }) {
  const { id, site, name, status, reason, integration, integrationSet, dryRun, startedAt, durationSeconds } = run;
  return (
    <>
      <span role="cell" class="status-cell">
        <Status status={status} />
      </span>
      <span role="cell" class="name-cell">
        <a href={runAddress(site, id)} title={reason}>
          {name}
        </a>
        {dryRun && <span class="soft"> dry run</span>}
      </span>
      <span role="cell" class="what-cell">
        {integration ?? integrationSet}
      </span>
      <span role="cell" class="time-cell">
        {showTime(startedAt, timeZone)}
      </span>
      <span role="cell" class="number-cell">
        {durationSeconds === undefined ? '' : showSeconds(durationSeconds)}
      </span>
      <span role="cell" class="records-cell">
        {recordsOf(run)}
      </span>
    </>
  );
}

/** What has become of its records; of one that has not ended nothing is known yet. */
function recordsOf({ status, counts: { read, rejected } }: Api['Run']): string {
  if (status === 'In-Progress' || status === 'Not Run') return '';
  return `${showCount(read)} read${rejected === 0 ? '' : `, ${showCount(rejected)} refused`}`;
}
