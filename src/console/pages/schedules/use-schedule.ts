import { api, type Api } from '../../api.js';
import { answerOf } from '../../../client/create-client.js';
import { useRefreshOn } from '../../live/use-refresh-on.js';
import { useResource, type Resource } from '../../live/use-resource.js';

/** The schedule that is selected, as it is now; no data where none is. */
export function useSchedule(site: string, name: string | undefined): Resource<Api['ScheduleDetail'] | undefined> {
  const schedule = useResource(
    async (signal) => (name === undefined ? undefined : readSchedule(site, name, signal)),
    [site, name],
  );
  useRefreshOn('schedule', schedule.refresh);
  useRefreshOn('definition', schedule.refresh);
  return schedule;
}

function readSchedule(site: string, schedule: string, signal: AbortSignal) {
  return answerOf(
    api.GET('/api/v1/sites/{site}/schedules/{schedule}', { params: { path: { site, schedule } }, signal }),
  );
}
