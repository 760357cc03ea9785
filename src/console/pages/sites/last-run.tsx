import type { Api } from '../../api.js';
import { showTime } from '../../parts/show-time.js';
import { Status } from '../../parts/status.js';

interface LastRunProps {
  run: NonNullable<Api['Site']['tasks'][number]['lastRun']>;
  site: string;
  timeZone: string;
}

/** How the last run of a task ended, and the way to it. */
export function LastRun({ run: { id, name, status, startedAt, endedAt }, site, timeZone }: LastRunProps) {
  return (
    <div>
      <Status status={status} />
      <div>
        <a href={`/sites/${encodeURIComponent(site)}/runs/${id}`}>{name}</a>
      </div>
      <div class="soft">{showTime(endedAt ?? startedAt, timeZone)}</div>
    </div>
  );
}
