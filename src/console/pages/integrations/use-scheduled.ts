import { answerOf } from '../../../client/create-client.js';
import { api, type Api } from '../../api.js';
import { useRefreshOn } from '../../live/use-refresh-on.js';
import { useResource, type Resource } from '../../live/use-resource.js';
import { SCHEDULE_STATUSES, type RunFilter } from './run-filter.js';

/** How many schedules are looked up; the page of schedules lists all. */
const MOST = 500;

type Scheduled = Api['ScheduleInList'];

/** The schedules of a site that will fire, the soonest first. */
export function useScheduled(site: string): Resource<Scheduled[]> {
  const scheduled = useResource(
    async (signal) => {
      const { items } = await answerOf(
        api.GET('/api/v1/sites/{site}/schedules', {
          params: { path: { site }, query: { enabled: 'true', limit: MOST } },
          signal,
        }),
      );
      return items
        .filter(({ nextFire }) => nextFire !== undefined)
        .sort((one, other) => Date.parse(one.nextFire ?? '') - Date.parse(other.nextFire ?? ''));
    },
    [site],
  );
  useRefreshOn('schedule', scheduled.refresh);
  useRefreshOn('definition', scheduled.refresh);
  useRefreshOn('run', scheduled.refresh);
  return scheduled;
}

/** Those that a filter of the list lets through. Past days have none. */
export function filterScheduled(scheduled: readonly Scheduled[], filter: RunFilter): readonly Scheduled[] {
  const { status, integration, integrationSet, q, from, to } = filter;
  const isListed = status === undefined || SCHEDULE_STATUSES.some((one) => one === status);
  if (!isListed) return [];
  return scheduled.filter(
    (one) =>
      (status === undefined || one.status === status) &&
      (integration === undefined || one.integration === integration) &&
      (integrationSet === undefined || one.integrationSet === integrationSet) &&
      (q === undefined || nameOf(one).toLowerCase().includes(q.toLowerCase())) &&
      // A time with its offset begins with its own day.
      (from === undefined || (one.nextFire ?? '').slice(0, 10) >= from) &&
      (to === undefined || (one.nextFire ?? '').slice(0, 10) <= to),
  );
}

export function nameOf({ name, runName }: Scheduled): string {
  return runName ?? name;
}
