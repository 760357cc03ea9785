import assert from 'node:assert/strict';

import type { ScheduleUpdateOptions } from '@temporalio/client';

import type { AnswerBody } from '../../support/http-client.js';
import { eventually } from '../../support/eventually.js';
import type { TestService } from '../../support/service.js';
import { temporalScheduleId } from '../../../src/model/workflow-ids.js';

/** A recurrence that has no fire during a test: fires are those of `quicken`. */
export const yearly = {
  repeats: 'By Month',
  months: ['January'],
  days: [1],
  startDate: '2030-01-01',
  startTime: '03:00',
};

/** Makes or edits a schedule over HTTP. */
export async function putSchedule(
  { http }: Pick<TestService, 'http'>,
  site: string,
  name: string,
  definition: Record<string, unknown>,
): Promise<AnswerBody> {
  const put = await http.put(`/sites/${site}/schedules/${name}`, { recurrence: yearly, ...definition });
  assert.ok(put.status === 200 || put.status === 201, put.text);
  return put.body;
}

/** Has Temporal's Schedule fire every so many seconds, as no recurrence can; else it stays as it is. */
export async function quicken(
  { temporal }: Pick<TestService, 'temporal'>,
  site: string,
  name: string,
  seconds: number,
): Promise<void> {
  await temporal.schedule
    .getHandle(temporalScheduleId(site, name))
    .update((present): ScheduleUpdateOptions => ({ ...present, spec: { intervals: [{ every: seconds * 1000 }] } }));
}

/** The runs of a site's schedules without those of members of sets, oldest first, once so many have ended. */
export async function scheduledRuns(
  { http }: Pick<TestService, 'http'>,
  site: string,
  atLeast: number,
): Promise<AnswerBody[]> {
  let runs: AnswerBody[] = [];
  await eventually(`${atLeast} fires have left a row that has ended`, async () => {
    const { items } = (await http.get(`/sites/${site}/runs?scheduled=true&limit=500`)).body;
    runs = items.filter(({ memberOf }) => memberOf === undefined);
    return runs.filter(({ status }) => status !== 'In-Progress').length >= atLeast;
  });
  return runs.reverse();
}
