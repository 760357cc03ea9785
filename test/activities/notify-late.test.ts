import assert from 'node:assert/strict';

import { notifyLateFiles } from '../../src/activities/notify-late-files.js';
import { notifyLateRuns } from '../../src/activities/notify-late-runs.js';
import type { Database } from '../../src/store/database.js';
import { insertRun, type NewRun } from '../../src/store/insert-run.js';
import { raiseLongRuns } from '../../src/store/long-runs.js';
import { listNotifications } from '../../src/store/notifications.js';
import { findSite, saveSite } from '../../src/store/sites.js';
import { siteProperties } from '../../src/model/site.js';
import { createControlDatabase, newRun } from '../support/control-database.js';
import { uniqueSite } from '../support/service.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const minutesAgo = (minutes: number, from = Date.now()): Date => new Date(from - minutes * MINUTE);

describe('What is late', () => {
  let database: Database;
  let site: string;
  before(async () => (database = await createControlDatabase()));
  after(() => database.end());
  beforeEach(() => (site = uniqueSite()));

  const makeSite = (on: readonly string[], timeZone = 'UTC') =>
    database.query('insert into site (id, kind, time_zone, connections, notifications) values ($1, $2, $3, $4, $5)', [
      site,
      'DEV',
      timeZone,
      {},
      { ops: { webhook: { url: 'https://example.com', secret: 'env:S' }, on } },
    ]);

  /** A run as it was: when it began, and how it ended, where it has. */
  async function makeRun(
    some: Partial<NewRun>,
    { startedAt, endedAt, status }: { startedAt: Date; endedAt?: Date; status?: string },
  ): Promise<string> {
    const run = newRun({ site, ...some });
    await insertRun(database, run);
    await database.query('update run set started_at = $2, ended_at = $3, status = $4 where id = $1', [
      run.id,
      startedAt,
      endedAt,
      status ?? (endedAt === undefined ? 'In-Progress' : 'Completed'),
    ]);
    return run.id;
  }

  const told = async () => {
    const listed = await listNotifications(database, site, { state: undefined, before: undefined, limit: 100 });
    return listed.map(({ event, details }) => ({ event, details: details as Record<string, unknown> })).reverse();
  };

  describe('a file', () => {
    const makeIntegration = async (expectedBy: object, createdAt = new Date(0)): Promise<void> => {
      const definition = { source: { connection: 'inbox', file: 'things-{date:yyyyMMdd}.csv', expectedBy } };
      await database.query('insert into integration_version values ($1, $2, 1, $3, $4)', [
        site,
        'things',
        definition,
        createdAt,
      ]);
      await database.query('insert into integration values ($1, $2, 1)', [site, 'things']);
    };
    /** A Saturday, 05:30 in Sydney; 06:00 there is 19:00 UTC. */
    const before6 = Date.parse('2026-11-20T18:30:00Z');
    const after6 = Date.parse('2026-11-20T19:01:00Z');
    const look = (now: number) => notifyLateFiles({ database }, now);

    it('that no run has taken by its time is told of once a day', async () => {
      await makeSite(['file-late'], 'Australia/Sydney');
      await makeIntegration({ time: '06:00' }, minutesAgo(600, before6));
      await look(before6);
      assert.deepEqual(await told(), []);
      await look(after6);
      await look(after6 + 20 * HOUR);
      assert.deepEqual(await told(), [
        {
          event: 'file-late',
          details: {
            integration: 'things',
            file: 'things-20261121.csv',
            by: '2026-11-21 06:00',
            timeZone: 'Australia/Sydney',
          },
        },
      ]);
      await look(after6 + 24 * HOUR);
      assert.deepEqual(
        (await told()).map(({ details }) => details.by),
        ['2026-11-21 06:00', '2026-11-22 06:00'],
      );
    });

    for (const [title, run, ago, isLate] of [
      ['taken in time', {}, 5, false],
      ['taken too late', {}, -0.5, true],
      ['taken the day before', {}, 6.5 * 60, true],
      ['looked for and not found', { fileSha256: null }, 5, true],
      ['taken by a dry run', { dryRun: true }, 5, true],
      ['taken again from an earlier run', { rerunOf: '11111111-1111-4111-8111-111111111111' }, 5, true],
      ['taken by another integration', { integration: 'others' }, 5, true],
    ] as const) {
      it(`is ${isLate ? 'late' : 'there'} when it was ${title}`, async () => {
        await makeSite(['file-late'], 'Australia/Sydney');
        await makeIntegration({ time: '06:00' }, minutesAgo(600, before6));
        const startedAt = minutesAgo(ago, Date.parse('2026-11-20T19:00:00Z'));
        await makeRun({ fileSha256: 'abc', ...run }, { startedAt, endedAt: new Date() });
        await look(after6);
        assert.equal((await told()).length, isLate ? 1 : 0);
      });
    }

    it('is not late on another day, before it was expected at all, or where nobody listens', async () => {
      await makeSite(['file-late'], 'Australia/Sydney');
      await makeIntegration({ time: '06:00', days: ['Sunday'] });
      await look(after6);
      await database.query(`update integration_version set definition = $2, created_at = $3 where site = $1`, [
        site,
        { source: { connection: 'inbox', file: 'f.csv', expectedBy: { time: '06:00' } } },
        new Date(after6 - MINUTE / 2),
      ]);
      await look(after6);
      await database.query(`update integration_version set created_at = $2 where site = $1`, [site, new Date(0)]);
      await database.query(`update site set notifications = '{}' where id = $1`, [site]);
      await look(after6);
      assert.deepEqual(await told(), []);
    });
  });

  describe('a run of a schedule', () => {
    const now = Date.parse('2026-11-20T06:06:00Z');
    const daily = { repeats: 'By Day', every: 1, startDate: '2024-01-01', startTime: '06:00' };
    const makeSchedule = async (definition: object = {}, changedAt = new Date(now - 48 * HOUR)): Promise<string> => {
      const { rows } = await database.query<{ id: string }>(
        `insert into schedule (site, name, definition, note, changed_at) values ($1, 'night', $2, '', $3) returning id`,
        [site, { integration: 'things', recurrence: daily, ...definition }, changedAt],
      );
      return rows[0]!.id;
    };
    const look = (at = now) => notifyLateRuns({ database }, at);

    it('that has not begun minutes after it was due is told of once', async () => {
      await makeSite(['run-late']);
      await makeSchedule();
      await look(now - 2 * MINUTE);
      assert.deepEqual(await told(), []);
      await look();
      await look(now + 10 * MINUTE);
      assert.deepEqual(await told(), [
        {
          event: 'run-late',
          details: { schedule: 'night', integration: 'things', dueAt: '2026-11-20T06:00:00.000Z' },
        },
      ]);
    });

    it('is not late once it has a row, whatever became of it', async () => {
      await makeSite(['run-late']);
      const schedule = await makeSchedule();
      const intendedAt = new Date('2026-11-20T06:00:00Z');
      await insertRun(database, newRun({ site, schedule, intendedAt, refusal: { code: 'site-stopped', reason: 'x' } }));
      await look();
      assert.deepEqual(await told(), []);
    });

    it('is not late while it is delayed on purpose, on a holiday, disabled, or changed since', async () => {
      await makeSite(['run-late']);
      const schedule = await makeSchedule({ jitterSeconds: 600 });
      const change = (text: string, ...values: unknown[]) =>
        database.query(`update schedule set ${text} where id = $1`, [schedule, ...values]);
      await look();
      await database.query(`update site set calendars = '{"rest":{"dates":["2026-11-20"]}}' where id = $1`, [site]);
      const holidays = { calendar: 'rest', policy: 'skip' };
      await change('definition = $2', { integration: 'things', recurrence: daily, holidays });
      await look();
      await change('definition = $2, enabled = false', { integration: 'things', recurrence: daily });
      await look();
      await change('enabled = true, changed_at = $2', new Date(now - MINUTE));
      await look();
      assert.deepEqual(await told(), []);
      await change('changed_at = $2', new Date(now - HOUR));
      await look();
      assert.equal((await told()).length, 1);
    });
  });

  it('is nothing that a schedule was not due at before its site got another time zone', async () => {
    const { rows } = await database.query<{ now: Date }>('select now()');
    const now = rows[0]!.now.getTime();
    // Due twenty minutes ago in the new time zone, and not in the old one.
    const startTime = new Date(now - 20 * MINUTE + 2 * HOUR).toISOString().slice(11, 16);
    const recurrence = { repeats: 'By Day', every: 1, startDate: '2024-01-01', startTime };
    await makeSite(['run-late']);
    await database.query(
      `insert into schedule (site, name, definition, note, changed_at) values ($1, 'night', $2, '', $3)`,
      [site, { integration: 'things', recurrence }, new Date(0)],
    );
    const { notifications } = (await findSite(database, site))!;
    // Two hours east of UTC, winter and summer.
    await saveSite(
      database,
      site,
      siteProperties.parse({ kind: 'DEV', timeZone: 'Africa/Maputo', notifications }),
      'test',
    );
    await notifyLateRuns({ database }, Date.now());
    assert.deepEqual(await told(), []);
    await database.query(`update schedule set changed_at = $2 where site = $1`, [site, new Date(0)]);
    await notifyLateRuns({ database }, Date.now());
    assert.equal((await told()).length, 1);
  });

  describe('a run of a schedule that is delayed by nearly an hour', () => {
    it('is told of once it has not begun minutes after that', async () => {
      await makeSite(['run-late']);
      const recurrence = { repeats: 'By Day', every: 1, startDate: '2024-01-01', startTime: '06:00' };
      const definition = { integration: 'things', jitterSeconds: 3600, recurrence };
      await database.query(
        `insert into schedule (site, name, definition, note, changed_at) values ($1, 'night', $2, '', $3)`,
        [site, definition, new Date(0)],
      );
      await notifyLateRuns({ database }, Date.parse('2026-11-20T07:04:00Z'));
      assert.deepEqual(await told(), []);
      await notifyLateRuns({ database }, Date.parse('2026-11-20T07:06:00Z'));
      assert.equal((await told()).length, 1);
    });
  });

  describe('a run that goes on', () => {
    /** Twenty-five that took this many minutes each; the first five of them do not matter any more. */
    const history = async (minutes: (n: number) => number, some: Partial<NewRun> = {}): Promise<void> => {
      for (let n = 0; n < 25; n += 1) {
        const startedAt = minutesAgo(10_000 - n * 100);
        await makeRun(some, { startedAt, endedAt: new Date(startedAt.getTime() + minutes(n) * MINUTE) });
      }
    };

    it('for more than twice as long as nearly all of its last ones is told of once', async () => {
      await makeSite(['run-long']);
      await history((n) => (n < 5 ? 1000 : 10));
      const [usual, long] = [
        await makeRun({}, { startedAt: minutesAgo(19) }),
        await makeRun({}, { startedAt: minutesAgo(21) }),
      ];
      await raiseLongRuns(database);
      await raiseLongRuns(database);
      const all = await told();
      assert.deepEqual(
        all.map(({ event, details }) => [event, details.run, details.usualSeconds]),
        [['run-long', long, 600]],
      );
      assert.ok(Date.parse(String(all[0]?.details.startedAt)) > 0);
      await database.query(`update run set started_at = $2 where id = $1`, [usual, minutesAgo(21)]);
      await raiseLongRuns(database);
      assert.equal((await told()).length, 2);
    });

    it('is not told of in its first five minutes, and never where none has run through before', async () => {
      await makeSite(['run-long']);
      await makeRun({ integration: 'new' }, { startedAt: minutesAgo(600) });
      await history(() => 0.1);
      const quick = await makeRun({}, { startedAt: minutesAgo(4.5) });
      await raiseLongRuns(database);
      assert.deepEqual(await told(), []);
      await database.query(`update run set started_at = $2 where id = $1`, [quick, minutesAgo(5.5)]);
      await raiseLongRuns(database);
      assert.equal((await told()).length, 1);
    });

    it('is compared with runs of its own kind: what is one of a set, or has failed, says nothing', async () => {
      await makeSite(['run-long']);
      await history(() => 1);
      await makeRun({ isSet: true }, { startedAt: minutesAgo(600) });
      await makeRun(
        { integration: 'others' },
        { startedAt: minutesAgo(700), endedAt: minutesAgo(699), status: 'Failed' },
      );
      await makeRun({ integration: 'others' }, { startedAt: minutesAgo(600) });
      await raiseLongRuns(database);
      assert.ok((await told()).every(({ event }) => event !== 'run-long'));
    });
  });
});
