import type { Api } from '../../api.js';
import { showTime } from '../../parts/show-time.js';
import { Status } from '../../parts/status.js';
import { nameOf } from './use-scheduled.js';

interface ScheduledCellsProps {
  site: string;
  schedule: Api['ScheduleInList'];
  timeZone: string | undefined;
}

/** The cells of what will run: selecting it opens its schedule. */
export function ScheduledCells({ site, schedule, timeZone }: ScheduledCellsProps) {
  const { name, status, integration, integrationSet, nextFire, words } = schedule;
  return (
    <>
      <span role="cell" class="status-cell">
        <Status status={status} />
      </span>
      <span role="cell" class="name-cell">
        <a href={`/sites/${encodeURIComponent(site)}/schedules/${encodeURIComponent(name)}`} title={words}>
          {nameOf(schedule)}
        </a>
      </span>
      <span role="cell" class="what-cell">
        {integration ?? integrationSet}
      </span>
      <span role="cell" class="time-cell">
        {showTime(nextFire, timeZone)}
      </span>
      <span role="cell" class="number-cell" />
      <span role="cell" class="records-cell soft">
        {status === 'Scheduled but Deleted' ? 'Will fail: delete the schedule' : words}
      </span>
    </>
  );
}
