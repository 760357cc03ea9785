import assert from 'node:assert/strict';

import type { AnswerBody, HttpAnswer } from '../../support/http-client.js';
import type { TestService } from '../../support/service.js';
import { setsSite, things, type SetsSite } from './sets-site.js';

/** Nothing of it is due while a test runs. */
export const weekly = { repeats: 'By Week', every: 2, days: ['Monday'], startDate: '2040-01-02', startTime: '06:00' };

/** A schedule as the API shows it. */
export interface ScheduleBody extends AnswerBody {
  enabled: boolean;
  note: string;
  changedAt: string;
  words: string;
  nextFires: string[];
  surprises: { kind: string; at?: string; message: string }[];
}

/** A started site of three imports with their files, and the set `night` of all. */
export interface SchedulesSite extends SetsSite {
  /** The address of a schedule, or of all. */
  path: (schedule?: string) => string;
  put: (schedule: string, definition: object) => Promise<HttpAnswer>;
  /** Makes or edits a schedule, of the import `one` where nothing else is said. */
  save: (schedule: string, definition?: object) => Promise<ScheduleBody>;
  get: (schedule: string) => Promise<ScheduleBody>;
}

export async function schedulesSite(service: TestService, properties: object = {}): Promise<SchedulesSite> {
  const sets = await setsSite(service);
  const { http } = service;
  const { site } = sets;
  for (const integration of ['one', 'two', 'three']) await sets.upload(integration, things(3));
  await sets.makeSet(['one', 'two', 'three'], {}, 'night');
  const connections = { target: { kind: 'postgres', url: 'env:TARGET_URL' } };
  const changed = await http.put(`/sites/${site}`, {
    kind: 'DEV',
    timeZone: 'Australia/Sydney',
    connections,
    ...properties,
  });
  assert.equal(changed.status, 200, changed.text);
  const path = (schedule?: string): string => `/sites/${site}/schedules${schedule === undefined ? '' : `/${schedule}`}`;
  const put = (schedule: string, definition: object) => http.put(path(schedule), definition);
  return {
    ...sets,
    path,
    put,
    save: async (schedule, definition = {}) => {
      const of = 'integrationSet' in definition ? {} : { integration: 'one', file: 'one.csv' };
      const saved = await put(schedule, { ...of, recurrence: weekly, ...definition });
      assert.ok(saved.status === 200 || saved.status === 201, saved.text);
      return saved.body as ScheduleBody;
    },
    get: async (schedule) => {
      const found = await http.get(path(schedule));
      assert.equal(found.status, 200, found.text);
      return found.body as ScheduleBody;
    },
  };
}
