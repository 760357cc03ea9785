import { answerOf } from '../../../client/create-client.js';
import { api, type Api } from '../../api.js';

/** Makes a schedule, or edits the one of that name. @throws ApiProblem */
export async function saveSchedule(
  site: string,
  schedule: string,
  body: Api['Schedule'],
): Promise<Api['ScheduleDetail']> {
  const params = { path: { site, schedule } };
  const saved = await answerOf(api.PUT('/api/v1/sites/{site}/schedules/{schedule}', { params, body }));
  // Only a dry run answers what would change.
  return saved as Api['ScheduleDetail'];
}
