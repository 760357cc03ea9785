import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';

import type { Database } from '../../../src/store/database.js';
import { discardHeld, holdRequests, listHeld } from '../../../src/store/held-requests.js';
import { insertRun, type NewRun } from '../../../src/store/insert-run.js';
import { listRejects, saveRejects } from '../../../src/store/rejects.js';
import { removeOldRows } from '../../../src/store/retention/remove-old-rows.js';
import { beginPass, endPass, listPasses } from '../../../src/store/retention/retention-passes.js';
import { findRun } from '../../../src/store/runs.js';
import { createControlDatabase, newRun } from '../../support/control-database.js';

describe('rows that are kept no more', () => {
  let database: Database;
  before(async () => (database = await createControlDatabase()));
  after(() => database.end());

  /** A pass of retention. Answers what it has removed. */
  async function apply(onBatch = () => undefined): Promise<Record<string, number>> {
    const pass = randomUUID();
    await beginPass(database, pass);
    await removeOldRows(database, pass, onBatch);
    return endPass(database, pass);
  }

  /** A run with so many rejects, that has ended so many days ago; without days, it is open. */
  async function run(days: number | undefined, { rejects = 1, ...some }: Partial<NewRun> & { rejects?: number } = {}) {
    const opened = newRun(some);
    await insertRun(database, opened);
    await saveRejects(
      database,
      opened.id,
      1,
      Array.from({ length: rejects }, (_, index) => ({
        record: index + 1,
        line: index + 2,
        byteOffset: 0,
        raw: 'x',
        reasons: [],
        fields: null,
        key: null,
      })),
    );
    await database.query(`insert into run_step (run, step) values ($1, 'load')`, [opened.id]);
    if (days === undefined) return opened.id;
    await database.query(
      `update run set status = 'Completed', started_at = now() - $2 * interval '1 day',
         ended_at = now() - $2 * interval '1 day' where id = $1`,
      [opened.id, days],
    );
    return opened.id;
  }

  async function site(name: string, retention: Record<string, number>): Promise<void> {
    await database.query(
      `insert into site (id, kind, time_zone, connections, retention) values ($1, 'DEV', 'UTC', '{}', $2)`,
      [name, { runs: 400, files: 90, rejects: 90, ...retention }],
    );
  }

  async function exists(id: string): Promise<boolean> {
    return (await findRun(database, id)) !== undefined;
  }

  it('a run goes with its steps and rejects when its site keeps it no longer, and not before', async () => {
    await site('SHORT', { runs: 10 });
    const [old, young] = [await run(11, { site: 'SHORT' }), await run(9, { site: 'SHORT' })];
    const elsewhere = await run(11, { site: 'ELSEWHERE' });
    assert.deepEqual(await apply(), { rejects: 1, steps: 1, runs: 1 });
    assert.deepEqual([await exists(old), await exists(young), await exists(elsewhere)], [false, true, true]);
    const { rows } = await database.query('select from run_step where run = $1', [old]);
    assert.equal(rows.length, 0);
  });

  it('a site that was deleted goes by the default of 400 days', async () => {
    const [old, young] = [await run(401, { site: 'GONE' }), await run(399, { site: 'GONE' })];
    await apply();
    assert.deepEqual([await exists(old), await exists(young)], [false, true]);
  });

  it('open runs stay, and unsettled ones, however old', async () => {
    const open = await run(undefined);
    await database.query(`update run set started_at = now() - interval '1000 days' where id = $1`, [open]);
    const unsettled = await run(1000);
    await database.query('update run set may_have_applied = true where id = $1', [unsettled]);
    assert.deepEqual(await apply(), {});
    assert.ok((await exists(open)) && (await exists(unsettled)));
  });

  it('members of a set stay as long as the run of their set', async () => {
    await site('SETS', { runs: 10 });
    const set = await run(9, { site: 'SETS', isSet: true });
    const member = await run(11, { site: 'SETS', setRun: set, member: 1 });
    await apply();
    assert.ok(await exists(member));
    await database.query(`update run set ended_at = now() - interval '11 days' where id = $1`, [set]);
    await apply();
    assert.deepEqual([await exists(set), await exists(member)], [false, false]);
  });

  it('settled rejects go first; open ones stay as long as their run, unless their site says otherwise', async () => {
    await site('REJECTS', { rejects: 30 });
    const id = await run(31, { site: 'REJECTS', rejects: 3 });
    await database.query('update reject set resolved_by = $2 where run = $1 and record = 1', [id, randomUUID()]);
    await database.query('update reject set superseded_by = $2 where run = $1 and record = 2', [id, randomUUID()]);
    await apply();
    const records = async () => (await listRejects(database, id, { after: 0, limit: 9 })).map(({ record }) => record);
    assert.deepEqual(await records(), [3]);
    await database.query(`update site set retention = retention || '{"openRejects": 30}' where id = 'REJECTS'`);
    await apply();
    assert.deepEqual(await records(), []);
    assert.ok(await exists(id));
  });

  it('a reject stays while a run is open that corrects it', async () => {
    await site('CORRECTED', { rejects: 1, openRejects: 1 });
    const rejected = await run(5, { site: 'CORRECTED' });
    const correcting = await run(undefined, { site: 'CORRECTED', rejects: 0 });
    await database.query('insert into reject_answer values ($1, 1, $2, 1, true)', [correcting, rejected]);
    await apply();
    assert.equal((await listRejects(database, rejected, { after: 0, limit: 9 })).length, 1);
  });

  it('a correction is not repeated when what it corrected is kept no more: a later run may have overtaken it', async () => {
    await site('REPEATED', { rejects: 1 });
    const rejected = await run(5, { site: 'REPEATED' });
    const correction = await run(4, { site: 'REPEATED', rejects: 0, resubmits: rejected });
    await database.query('insert into reject_answer values ($1, 1, $2, 1, true)', [correction, rejected]);
    await database.query('update reject set resolved_by = $2 where run = $1', [rejected, correction]);
    assert.equal((await apply()).rejects, 1);
    const repeated = newRun({ site: 'REPEATED', resubmits: rejected, rerunOf: correction });
    await insertRun(database, repeated);
    const { status, code } = (await findRun(database, repeated.id))!;
    assert.deepEqual([status, code], ['Not Run', 'reject-not-found']);
  });

  it('held requests stay; one whose run has gone does not come back', async () => {
    await site('HELD', { runs: 10 });
    const request = (id: string) =>
      ({
        run: id,
        site: 'HELD',
        integration: 'things',
        parameters: {},
        trigger: 'manual',
        requestedBy: 'test',
      }) as const;
    const [ran, held] = [newRun({ site: 'HELD' }), randomUUID()];
    const askedAt = Date.now() - 1000 * 24 * 3_600_000;
    await holdRequests(database, [
      { request: request(ran.id), askedAt },
      { request: request(held), askedAt },
    ]);
    await run(11, ran);
    assert.equal((await apply()).heldRequests, 1);
    const listed = await listHeld(database, 'HELD', { status: 'held', after: undefined, limit: 9 });
    assert.deepEqual(
      listed.map((one) => one.request.run),
      [held],
    );
  });

  describe('what a held request needs', () => {
    const request = (some: object) => ({
      ...{ run: randomUUID(), integration: 'things', parameters: {} },
      ...({ trigger: 'manual', requestedBy: 'test' } as const),
      ...{ site: 'WAITING', requestHash: 'hash', ...some },
    });
    const hold = (some: ReturnType<typeof request>) => holdRequests(database, [{ request: some, askedAt: Date.now() }]);
    const correct = (answering: string, rejected: string) =>
      database.query('insert into reject_answer values ($1, 1, $2, 1, true)', [answering, rejected]);
    const openRejects = async (id: string) => (await listRejects(database, id, { after: 0, limit: 9 })).length;

    before(() => site('WAITING', { runs: 10, openRejects: 1, rejects: 1 }));

    it('stays: the rejects that a resubmission corrects, and their run, until it is discarded', async () => {
      const rejected = await run(11, { site: 'WAITING' });
      const resubmission = request({ resubmits: { run: rejected, overwrite: false } });
      await database.query(`insert into reject_answer values (md5($1::uuid::text || 'hash')::uuid, 1, $2, 1, true)`, [
        resubmission.run,
        rejected,
      ]);
      await hold(resubmission);
      await apply();
      assert.deepEqual([await exists(rejected), await openRejects(rejected)], [true, 1]);
      await discardHeld(database, 'WAITING', 'test');
      await apply();
      assert.equal(await exists(rejected), false);
    });

    it('stays: the run that is repeated, and the rejects that it corrects', async () => {
      const rejected = await run(12, { site: 'WAITING' });
      const corrected = await run(11, { site: 'WAITING', rejects: 0 });
      await correct(corrected, rejected);
      await hold(request({ rerunOf: corrected }));
      await apply();
      assert.deepEqual([await exists(rejected), await openRejects(rejected), await exists(corrected)], [true, 1, true]);
      await discardHeld(database, 'WAITING', 'test');
      await apply();
      assert.deepEqual([await exists(rejected), await exists(corrected)], [false, false]);
    });

    it('stays: what the run that is repeated was to repeat itself, and the set of a member', async () => {
      const set = await run(11, { site: 'WAITING', isSet: true });
      const member = await run(11, { site: 'WAITING', setRun: set, member: 1, rejects: 0 });
      const second = await run(11, { site: 'WAITING', rerunOf: member, rejects: 0 });
      await hold(request({ rerunOf: second }));
      await apply();
      assert.deepEqual([await exists(second), await exists(member), await exists(set)], [true, true, true]);
      await discardHeld(database, 'WAITING', 'test');
      await apply();
      assert.deepEqual([await exists(second), await exists(member), await exists(set)], [false, false, false]);
    });

    it('stays: the run of a set that is repeated, with its members', async () => {
      const set = await run(11, { site: 'WAITING', isSet: true });
      const member = await run(11, { site: 'WAITING', setRun: set, member: 1 });
      await hold(request({ rerunOf: set }));
      await apply();
      assert.deepEqual([await exists(set), await exists(member)], [true, true]);
      await discardHeld(database, 'WAITING', 'test');
      await apply();
      assert.deepEqual([await exists(set), await exists(member)], [false, false]);
    });
  });

  it('a run stays while another is open that corrects one of its rejects', async () => {
    await site('CORRECTING', { runs: 10 });
    const rejected = await run(11, { site: 'CORRECTING' });
    const correcting = await run(undefined, { site: 'CORRECTING', rejects: 0 });
    await database.query('insert into reject_answer values ($1, 1, $2, 1, true)', [correcting, rejected]);
    await apply();
    assert.ok(await exists(rejected));
    assert.equal((await listRejects(database, rejected, { after: 0, limit: 9 })).length, 1);
  });

  it('a fire stays until its schedule is accounted for, so that it is not run again', async () => {
    await site('FIRES', { runs: 1 });
    const { rows } = await database.query<{ id: string }>(
      `insert into schedule (site, name, definition, note, accounted_until)
       values ('FIRES', 'night', '{}', '', now() - interval '5 days') returning id`,
    );
    const schedule = rows[0]!.id;
    const fire = async (days: number) => {
      const id = await run(days, { site: 'FIRES' });
      await database.query(
        `insert into fire (schedule, intended_at, run, state, fired_at)
         values ($1, now() - $2 * interval '1 day', $3, 'ended', now() - $2 * interval '1 day')`,
        [schedule, days, id],
      );
      return id;
    };
    const [accounted, unaccounted] = [await fire(6), await fire(4)];
    await apply();
    const { rows: left } = await database.query<{ run: string }>('select run from fire where schedule = $1', [
      schedule,
    ]);
    assert.deepEqual(left, [{ run: unaccounted }]);
    assert.deepEqual([await exists(accounted), await exists(unaccounted)], [false, false]);
  });

  it('removes at most 1,000 rows a transaction, and goes on where it was cut off', async () => {
    await site('MANY', { runs: 10 });
    const id = await run(11, { site: 'MANY', rejects: 2500 });
    const left: number[] = [];
    const count = async () => (await database.query('select from reject where run = $1', [id])).rowCount ?? 0;
    const pass = randomUUID();
    await beginPass(database, pass);
    const cutOff = removeOldRows(database, pass, () => {
      throw new Error('killed');
    });
    await assert.rejects(cutOff, /killed/);
    left.push(await count());
    await removeOldRows(database, pass, () => undefined);
    left.push(await count());
    assert.deepEqual(left, [1500, 0]);
    assert.deepEqual(await endPass(database, pass), { rejects: 2500, steps: 1, runs: 1 });
    const [last] = await listPasses(database, 1);
    assert.equal(last?.removed.rejects, 2500);
  });
});
