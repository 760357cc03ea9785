import assert from 'node:assert/strict';

import { NO_RECORDS } from '../../src/model/run-counts.js';
import type { RunOutcome } from '../../src/model/run.js';
import { inTransaction, type Database } from '../../src/store/database.js';
import { insertRun, type NewRun } from '../../src/store/insert-run.js';
import {
  insertTrial,
  listNotifications,
  noteNotSent,
  noteSent,
  raiseNotification,
  takeDueNotifications,
} from '../../src/store/notifications.js';
import { closeRun } from '../../src/store/runs.js';
import { createControlDatabase, newRun } from '../support/control-database.js';
import { uniqueSite } from '../support/service.js';

const COMPLETED: RunOutcome = { status: 'Completed', counts: NO_RECORDS };
const FAILED: RunOutcome = { status: 'Failed', counts: NO_RECORDS, code: 'target-unavailable', reason: 'away' };

describe('The outbox of notifications', () => {
  let database: Database;
  let site: string;
  before(async () => (database = await createControlDatabase()));
  after(() => database.end());
  beforeEach(async () => {
    site = uniqueSite();
    await database.query(
      'insert into site (id, kind, time_zone, connections, notifications) values ($1, $2, $3, $4, $5)',
      [
        site,
        'DEV',
        'UTC',
        {},
        {
          ops: { webhook: { url: 'https://example.com', secret: 'env:S' }, on: ['failed', 'recovered'] },
          rest: { webhook: { url: 'https://example.com', secret: 'env:S' }, on: ['failed'], integrations: ['others'] },
        },
      ],
    );
  });

  async function open(some: Partial<NewRun> = {}): Promise<string> {
    const run = newRun({ site, ...some });
    await insertRun(database, run);
    return run.id;
  }
  async function run(outcome: RunOutcome, some: Partial<NewRun> = {}): Promise<string> {
    const id = await open(some);
    await closeRun(database, id, outcome);
    return id;
  }
  const list = () => listNotifications(database, site, { state: undefined, before: undefined, limit: 100 });
  const told = async () =>
    (await list()).map(({ name, event, details }) => [name, event, 'run' in details ? details.run : '']).reverse();

  it('has what is told in the transaction of what it tells of, or neither', async () => {
    const id = await open();
    await assert.rejects(
      inTransaction(database, async (client) => {
        await client.query(`update run set status = 'Failed', ended_at = now() where id = $1`, [id]);
        const { rowCount } = await client.query('select from notification where site = $1', [site]);
        assert.equal(rowCount, 1);
        throw new Error('cut off');
      }),
      /cut off/,
    );
    assert.deepEqual(await told(), []);
  });

  it('tells of a run once, whichever of the ways it ended, and however often it is closed', async () => {
    const failed = await run(FAILED);
    await closeRun(database, failed, FAILED);
    const others = await run(FAILED, { integration: 'others' });
    assert.deepEqual(await told(), [
      ['ops', 'failed', failed],
      ['ops', 'failed', others],
      ['rest', 'failed', others],
    ]);
  });

  it('tells once of a recovery when two runs Complete at the same moment', async () => {
    await run(FAILED);
    const runs = [await open(), await open()];
    const both = await Promise.all([database.connect(), database.connect()]);
    try {
      // Neither sees the end of the other one.
      for (const client of both) await client.query('begin isolation level repeatable read; select 1');
      const [one, other] = both.map((client, index) =>
        client
          .query(`update run set status = 'Completed', ended_at = now() where id = $1`, [runs[index]])
          .then(() => client.query('commit')),
      );
      const ended = await Promise.allSettled([one, other]);
      // One waits for the other, whose row it may not see at this level; it is closed again then, as by its workflow.
      for (const [index, { status }] of ended.entries()) {
        if (status === 'rejected') await both[index]?.query('rollback');
      }
    } finally {
      for (const client of both) client.release();
    }
    for (const id of runs) await closeRun(database, id, COMPLETED);
    assert.equal((await told()).filter(([, event]) => event === 'recovered').length, 1);
  });

  it('tells of the recovery of a run that ended unsettled and had its records applied after all', async () => {
    const id = await open();
    await closeRun(database, id, { ...FAILED, unsettled: true });
    await closeRun(database, id, COMPLETED);
    assert.deepEqual(await told(), [
      ['ops', 'failed', id],
      ['ops', 'recovered', id],
    ]);
  });

  it('takes an integration and a set of one name for two, and what did not run by request for nothing', async () => {
    await run(FAILED, { isSet: true });
    await run(COMPLETED);
    await open({ refusal: { code: 'run-name-taken', reason: 'taken' } });
    await run(COMPLETED);
    const schedule = '11111111-1111-4111-8111-111111111111';
    const refusal = { code: 'holiday', reason: 'rest' } as const;
    await open({ schedule, intendedAt: new Date(0), refusal });
    assert.deepEqual(
      (await told()).map(([, event]) => event),
      ['failed'],
    );
    const missed = { code: 'fire-missed', reason: 'down' } as const;
    await open({ schedule, intendedAt: new Date(1), refusal: missed });
    await run(COMPLETED);
    assert.deepEqual(
      (await told()).map(([, event]) => event),
      ['failed', 'failed', 'recovered'],
    );
  });

  it('tells of a recovery from what ended last, also where that began first', async () => {
    const long = await open();
    await run(COMPLETED);
    await closeRun(database, long, FAILED);
    const recovered = await run(COMPLETED);
    assert.deepEqual(await told(), [
      ['ops', 'failed', long],
      ['ops', 'recovered', recovered],
    ]);
  });

  describe('when it is sent', () => {
    const raise = (subject: string) =>
      raiseNotification(database, {
        site,
        integration: 'things',
        subject,
        event: 'failed',
        details: {
          run: subject,
          runName: subject,
          integration: 'things',
          status: 'Failed',
          read: 0,
          applied: 0,
          rejected: 0,
        },
      });
    const ours = async (limit = 100) =>
      (await takeDueNotifications(database, limit)).filter((taken) => taken.site === site).map(({ id }) => id);

    it('gives each to one sender, however many take at once', async () => {
      for (let n = 0; n < 30; n += 1) await raise(`run-${n}`);
      const taken = (await Promise.all([1, 2, 3, 4].map(() => ours(20)))).flat();
      assert.equal(taken.length, 30);
      assert.equal(new Set(taken).size, 30);
      assert.deepEqual(await ours(), []);
    });

    it('waits twice as long after each attempt, up to two hours', async () => {
      await raise('one');
      const waits: number[] = [];
      for (let attempt = 0; attempt < 10; attempt += 1) {
        const [taken] = await takeDueNotifications(database, 100);
        waits.push(Math.round((taken!.dueAt.getTime() - Date.now()) / 60_000));
        await noteNotSent(database, taken!.id, { error: 'away', isFinal: false });
        await database.query('update notification set due_at = now() where site = $1', [site]);
      }
      assert.deepEqual(waits, [1, 2, 4, 8, 16, 32, 64, 120, 120, 120]);
    });

    it('keeps as sent what was sent, whatever a sender that slept says of it later', async () => {
      await raise('one');
      const [id] = (await ours()) as [string];
      await noteSent(database, id, undefined);
      await noteNotSent(database, id, { error: 'too late', isFinal: true });
      assert.equal((await list())[0]?.state, 'sent');
    });

    it('does not try a trial again that was cut off', async () => {
      const trial = await insertTrial(database, site, 'ops');
      assert.deepEqual(await ours(), []);
      assert.deepEqual([trial.state, trial.lastError], ['given up', 'The trial was cut off.']);
    });
  });
});
