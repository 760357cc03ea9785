import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';

import { temporalScheduleId } from '../../src/model/workflow-ids.js';
import { eventually } from '../support/eventually.js';
import { startService, type TestService } from '../support/service.js';
import { putSchedule } from './support/quick-schedule.js';
import { setsSite, things, type SetsSite } from './support/sets-site.js';

const MINUTE = 60_000;

describe("the upkeep of Temporal's Schedules", () => {
  let service: TestService;
  let sets: SetsSite;
  before(async () => (service = await startService()));
  after(() => service.stop());
  beforeEach(async () => {
    sets = await setsSite(service);
    await sets.upload('one', things(1));
  });
  afterEach(async () => {
    await service.http.post(`/sites/${sets.site}/stop`, { reason: 'the test is over' });
    await service.http.delete(`/sites/${sets.site}`);
  });

  /** As the Schedule of the Integrator does every ten minutes; `site` alone, as other tests share the namespace. */
  const upkeep = async (): Promise<void> => {
    await service.temporal.workflow.execute('scheduleUpkeep', {
      workflowId: `upkeep-test/${randomUUID()}`,
      taskQueue: service.taskQueue,
      args: [sets.site],
    });
  };
  const handleOf = (name: string) => service.temporal.schedule.getHandle(temporalScheduleId(sets.site, name));
  const daily = { repeats: 'By Day', every: 1, startDate: '2024-03-01', startTime: '03:00' };
  const everyFive = { repeats: 'By Minute', every: 5, startDate: '2024-03-01', startTime: '00:00' };
  const put = (name: string, definition: object): Promise<unknown> =>
    putSchedule(service, sets.site, name, { integration: 'one', file: 'one.csv', ...definition });

  it('makes one that was deleted by hand again, firing at the right times', async () => {
    await put('night', { recurrence: daily });
    const before = (await handleOf('night').describe()).info.nextActionTimes;
    assert.equal(before.length, 10);
    await handleOf('night').delete();
    await eventually('it is there again', async () => {
      await upkeep();
      return handleOf('night')
        .describe()
        .then(
          () => true,
          () => false,
        );
    });
    assert.deepEqual((await handleOf('night').describe()).info.nextActionTimes, before);
  });

  it('takes away one whose schedule is no more, and unpauses one that was paused behind its back', async () => {
    await put('night', { recurrence: daily });
    await put('other', { recurrence: daily });
    await handleOf('other').pause('by hand');
    await service.database.query("delete from schedule where site = $1 and name = 'night'", [sets.site]);
    await eventually('it is gone', async () => {
      await upkeep();
      return handleOf('night')
        .describe()
        .then(
          () => false,
          () => true,
        );
    });
    await eventually('it runs again', async () => {
      await upkeep();
      return !(await handleOf('other').describe()).state.paused;
    });
  });

  it('leaves two years of fires ahead of a schedule that is two years old', async () => {
    await put('night', { recurrence: daily });
    const { calendars } = (await handleOf('night').describe()).spec;
    const years = calendars?.flatMap(({ year }) => year).map((range) => (range as { start: number }).start) ?? [];
    assert.ok(Math.max(...years) >= new Date().getFullYear() + 2);
  });

  it('writes down every fire that was due while nobody was there, and no other', async () => {
    await put('often', { recurrence: everyFive, catchUpMinutes: 10 });
    const from = Math.floor((Date.now() - 60 * MINUTE) / (5 * MINUTE)) * 5 * MINUTE;
    await service.database.query('update schedule set accounted_until = $2 where site = $1', [
      sets.site,
      new Date(from),
    ]);
    await upkeep();
    const until = Date.now() - 10 * MINUTE;
    const { body } = await service.http.get(`/sites/${sets.site}/runs?scheduled=true&limit=500`);
    const due = body.items.map(({ intendedAt }) => Date.parse(intendedAt as string)).sort((a, b) => a - b);
    // The minute of grace, and the one that the upkeep took, may or may not have one more.
    const least = due.filter((at) => at < until - 3 * MINUTE);
    const expected = Array.from({ length: least.length }, (_, index) => from + index * 5 * MINUTE);
    assert.deepEqual(least, expected);
    assert.ok(due.length >= 8 && due.length <= 11, `${due.length} rows`);
    assert.ok(body.items.every(({ status, code }) => status === 'Not Run' && code === 'fire-missed'));
    await upkeep();
    const again = await service.http.get(`/sites/${sets.site}/runs?scheduled=true&limit=500`);
    assert.ok(again.body.items.length <= due.length + 1, 'none has two rows');
  });

  it('writes down what was due before a schedule was changed, by what it said then', async () => {
    await put('often', { recurrence: everyFive });
    const from = Math.floor((Date.now() - 60 * MINUTE) / (5 * MINUTE)) * 5 * MINUTE;
    await service.database.query('update schedule set accounted_until = $2 where site = $1', [
      sets.site,
      new Date(from),
    ]);
    await put('often', { recurrence: daily });
    // As if it had been changed half an hour ago.
    const changed = new Date(from + 30 * MINUTE);
    await service.database.query('update schedule_era set until = $1 where since = $2', [changed, new Date(from)]);
    await upkeep();
    const { body } = await service.http.get(`/sites/${sets.site}/runs?scheduled=true`);
    const due = body.items.map(({ intendedAt }) => Date.parse(intendedAt as string)).sort((a, b) => a - b);
    assert.deepEqual(
      due,
      [0, 5, 10, 15, 20, 25].map((minutes) => from + minutes * MINUTE),
    );
    assert.ok(body.items.every(({ status, code }) => status === 'Not Run' && code === 'fire-missed'));
  });

  it('gives nothing that was due while a schedule was disabled a row', async () => {
    await put('often', { recurrence: everyFive });
    await service.http.post(`/sites/${sets.site}/schedules/often/disable`);
    await service.database.query(`update schedule set accounted_until = now() - interval '1 hour' where site = $1`, [
      sets.site,
    ]);
    await upkeep();
    await service.http.post(`/sites/${sets.site}/schedules/often/enable`);
    await upkeep();
    const { body } = await service.http.get(`/sites/${sets.site}/runs?scheduled=true`);
    assert.deepEqual(body.items, []);
  });

  it('says holiday of a fire that was due on one', async () => {
    const dates = [-1, 0].map((days) => new Date(Date.now() + days * 24 * 60 * MINUTE).toISOString().slice(0, 10));
    const { body: site } = await service.http.get(`/sites/${sets.site}`);
    await service.http.put(`/sites/${sets.site}`, {
      kind: site.kind,
      connections: site.connections,
      calendars: { holidays: { dates } },
    });
    await put('often', { recurrence: everyFive, holidays: { calendar: 'holidays', policy: 'skip' } });
    await service.database.query(
      `update schedule set accounted_until = now() - interval '30 minutes' where site = $1`,
      [sets.site],
    );
    await upkeep();
    const { body } = await service.http.get(`/sites/${sets.site}/runs?scheduled=true`);
    assert.ok(body.items.length >= 3);
    assert.ok(body.items.every(({ status, code }) => status === 'Not Run' && code === 'holiday'));
  });
});
