import { answerOf } from '../../client/create-client.js';
import type { ScheduleInList } from '../answers.js';
import { given } from '../given.js';
import type { Session } from '../session.js';

/** All schedules of a site, by name. */
export async function listSchedules({ api }: Session, site: string): Promise<ScheduleInList[]> {
  const all: ScheduleInList[] = [];
  for (let cursor: string | undefined; ;) {
    const params = { path: { site }, query: { limit: 500, ...given({ cursor }) } };
    const page = await answerOf(api.GET('/api/v1/sites/{site}/schedules', { params }));
    all.push(...page.items);
    cursor = page.next;
    if (cursor === undefined) return all;
  }
}
