import assert from 'node:assert/strict';

import { eventually } from '../support/eventually.js';
import { startService, type TestService } from '../support/service.js';
import { assertProblem } from './support/problem.js';
import { schedulesSite, weekly, type SchedulesSite } from './support/schedules-site.js';

interface Item {
  kind: string;
  at: string;
  schedule?: string;
  integration?: string;
  integrationSet?: string;
  status?: string;
  intendedAt?: string;
  startedAt?: string;
  trigger?: string;
  willRun?: boolean;
  code?: string;
  reason?: string;
}

interface Calendar {
  from: string;
  to: string;
  items: Item[];
  outside?: { schedule: string; reason: string; words: string }[];
  next?: string;
}

const HOUR = 60 * 60_000;

describe('the calendar of a site', () => {
  let service: TestService;
  let site: SchedulesSite;
  before(async () => (service = await startService()));
  after(() => service.stop());
  beforeEach(async () => {
    site = await schedulesSite(service, { calendars: { nsw: { dates: ['2040-01-16'] } } });
  });

  const calendar = async (query: Record<string, string> = {}): Promise<Calendar> => {
    const answer = await service.http.get(`/sites/${site.site}/calendar?${new URLSearchParams(query).toString()}`);
    assert.equal(answer.status, 200, answer.text);
    return answer.body as unknown as Calendar;
  };
  const january = { from: '2040-01-01T00:00:00+11:00', to: '2040-02-01T00:00:00+11:00' };
  const around = () => ({
    from: new Date(Date.now() - HOUR).toISOString(),
    to: new Date(Date.now() + HOUR).toISOString(),
  });

  it('shows the fires that come, which of them will not run, and why', async () => {
    await site.save('a', { runName: 'Fortnight' });
    await site.save('b', { integrationSet: 'night', holidays: { calendar: 'nsw', policy: 'skip' } });
    const { items } = await calendar(january);
    assert.deepEqual(items[0], {
      kind: 'fire',
      at: '2040-01-02T06:00:00+11:00',
      schedule: 'a',
      integration: 'one',
      runName: 'Fortnight',
      status: 'Scheduled',
      willRun: true,
    });
    const shown = async () =>
      (await calendar(january)).items.map(({ at, schedule, code }) => `${at.slice(8, 10)} ${schedule} ${code}`);
    assert.deepEqual(await shown(), [
      '02 a undefined',
      '02 b undefined',
      '16 a undefined',
      '16 b holiday',
      '30 a undefined',
      '30 b undefined',
    ]);
    await service.http.post(`${site.path('a')}/disable`);
    await service.http.delete(`/sites/${site.site}/integrations/three`);
    assert.deepEqual((await shown()).slice(0, 2), ['02 a schedule-disabled', '02 b integration-set-not-found']);
    await service.http.post(`/sites/${site.site}/stop`, { reason: 'stocktake' });
    await eventually(
      'the store knows that the site is stopped',
      async () => (await shown())[1] === '02 b site-stopped',
    );
    const [disabled, stopped] = (await calendar(january)).items;
    assert.equal(disabled?.status, 'Scheduled');
    assert.equal(stopped?.status, 'Scheduled but Deleted', 'whatever else keeps it from running');
    assert.equal(stopped.willRun, false);
    assert.equal(stopped.reason, `Site ${site.site} is Stopped.`);
  });

  it('lists the schedules that are outside their dates then', async () => {
    await site.save('later', { recurrence: { ...weekly, startDate: '2041-01-07' } });
    await site.save('over', { recurrence: { ...weekly, end: '2040-06-30' } });
    await site.save('rare', { recurrence: { ...weekly, every: 52 } });
    const { items, outside } = await calendar({ from: '2040-07-01T00:00:00Z', to: '2040-08-01T00:00:00Z' });
    assert.deepEqual(items, []);
    assert.deepEqual(
      outside?.map(({ schedule, reason }) => [schedule, reason]),
      [
        ['later', 'not-begun'],
        ['over', 'ended'],
      ],
    );
  });

  it('shows runs when they were due, or when they have started, and their members with them', async () => {
    await site.run({}, 'night');
    const [run, ...others] = (await calendar(around())).items;
    assert.deepEqual(others, [], 'the runs of the members belong to that of the set');
    assert.equal(run?.integrationSet, 'night');
    assert.equal(run.trigger, 'manual');
    assert.equal(run.status, 'Completed');
    assert.equal(run.at, run.startedAt);
    assert.equal(run.intendedAt, undefined);
  });

  it('shows the run of a fire when it was due, with its schedule', async () => {
    await site.save('fortnight');
    await service.temporal.schedule.getHandle(`schedule/${site.site}/fortnight`).trigger();
    const run = await eventually('the fire has its run', async () => {
      const [first] = (await calendar({ ...around(), scheduled: 'true' })).items;
      return first?.status === 'Completed' && first;
    });
    assert.equal(run.schedule, 'fortnight');
    assert.equal(run.trigger, 'schedule');
    assert.equal(run.at, run.intendedAt);
    assert.ok(run.startedAt! >= run.intendedAt!);
    await service.http.delete(site.path('fortnight'));
    const [left] = (await calendar(around())).items;
    assert.deepEqual([left?.intendedAt, left?.schedule], [run.intendedAt, undefined], 'the run outlives its schedule');
  });

  it('shows what schedules asked for, or what others did, where only that is asked for', async () => {
    await site.run({}, 'night');
    const [soon] = [new Date(Date.now() + 30 * 60_000)];
    const [startDate, time] = soon.toISOString().split('T');
    const recurrence = { repeats: 'One Time', startDate, startTime: time!.slice(0, 5), timeZone: 'UTC' };
    await site.save('soon', { recurrence });
    const kinds = async (query = {}) => (await calendar({ ...around(), ...query })).items.map(({ kind }) => kind);
    assert.deepEqual(await kinds(), ['run', 'fire']);
    assert.deepEqual(await kinds({ scheduled: 'true' }), ['fire']);
    assert.deepEqual(await kinds({ scheduled: 'false' }), ['run']);
  });

  it('comes in pages that have each run and each fire once', async () => {
    await site.run({}, 'night');
    await site.run({}, 'night');
    await service.http.post(`/sites/${site.site}/runs`, { integration: 'one', file: 'one.csv' }, { Prefer: 'wait=60' });
    for (const name of ['a', 'b', 'c']) await site.save(name);
    const frame = { from: around().from, to: '2040-02-01T00:00:00Z' };
    const whole = (await calendar(frame)).items;
    assert.equal(whole.length, 12);
    for (const limit of ['1', '2', '5']) {
      const items: Item[] = [];
      let page = await calendar({ ...frame, limit });
      assert.deepEqual(page.outside, []);
      for (items.push(...page.items); page.next !== undefined; items.push(...page.items)) {
        page = await calendar({ ...frame, limit, cursor: page.next });
        assert.equal(page.outside, undefined);
      }
      assert.deepEqual(items, whole, `in pages of ${limit}`);
    }
  });

  it('is of the current month of the site where nothing else is said', async () => {
    const { from, to } = await calendar();
    const local = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'Australia/Sydney',
      dateStyle: 'short',
      timeStyle: 'medium',
    });
    const month = local.format(Date.now()).slice(0, 7);
    assert.equal(local.format(new Date(from)), `${month}-01 00:00:00`);
    assert.match(local.format(new Date(to)), /-01 00:00:00$/);
    assert.ok(Date.parse(from) <= Date.now() && Date.now() < Date.parse(to));
    assert.equal((await calendar({ from: january.from })).to, '2040-01-31T13:00:00.000Z');
    assert.equal((await calendar({ to: january.to })).from, '2039-12-31T13:00:00.000Z');
    const reversed = await service.http.get(
      `/sites/${site.site}/calendar?from=2040-02-01T00:00:00Z&to=2040-01-01T00:00:00Z`,
    );
    assertProblem(reversed, 'invalid-request', /from/);
  });

  it('is a feed of the coming fires of 90 days, whose events keep their names', async () => {
    const day = new Date(Date.now() + 10 * 24 * HOUR).toISOString().slice(0, 10);
    const recurrence = {
      repeats: 'By Week',
      every: 1,
      days: ['Monday'],
      startDate: day,
      startTime: '06:00',
      timeZone: 'UTC',
    };
    await site.save('night', { integrationSet: 'night', recurrence });
    await site.save('off', { recurrence });
    await service.http.post(`${site.path('off')}/disable`);
    await site.save('far');
    const feed = await service.http.get(`/sites/${site.site}/calendar.ics`);
    assert.equal(feed.status, 200, feed.text);
    assert.match(feed.headers.get('content-type')!, /^text\/calendar\b/);
    const lines = feed.text.replaceAll('\r\n ', '').split('\r\n');
    const valuesOf = (property: string) =>
      lines.filter((line) => line.startsWith(`${property}:`)).map((line) => line.slice(property.length + 1));
    const starts = valuesOf('DTSTART');
    assert.ok(starts.length === 11 || starts.length === 12, `${starts.length} Mondays`);
    for (const start of starts) assert.match(start, /^\d{8}T060000Z$/);
    assert.deepEqual([...new Set(valuesOf('SUMMARY'))], ['night IntegrationSet']);
    assert.equal(new Set(valuesOf('UID')).size, starts.length);
    const again = await service.http.get(`/sites/${site.site}/calendar.ics`);
    assert.equal(again.text, feed.text);
    assertProblem(await service.http.get('/sites/NONE/calendar.ics'), 'site-not-found');
  });
});
