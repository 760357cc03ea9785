import { ApiProblem } from '../../../client/api-problem.js';
import { answerOf } from '../../../client/create-client.js';
import { api } from '../../api.js';

/** Whether a site has a schedule of that name. @throws ApiProblem */
export async function hasSchedule(site: string, schedule: string): Promise<boolean> {
  try {
    await answerOf(api.GET('/api/v1/sites/{site}/schedules/{schedule}', { params: { path: { site, schedule } } }));
    return true;
  } catch (error) {
    if (error instanceof ApiProblem && error.code === 'schedule-not-found') return false;
    throw error;
  }
}

/** The name, or the first of `name-2`, `name-3` … that no schedule of the site has. @throws ApiProblem */
export async function freeName(site: string, name: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? name : `${name}-${number}`;
    if (!(await hasSchedule(site, candidate))) return candidate;
  }
}
