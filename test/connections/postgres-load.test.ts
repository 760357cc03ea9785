import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';

import pg from 'pg';

import { discardPostgresLoad } from '../../src/connections/postgres/discard-postgres-load.js';
import { PostgresLoad } from '../../src/connections/postgres/postgres-load.js';
import type { RunCounts } from '../../src/model/run.js';
import { NO_RECORDS } from '../../src/model/run-counts.js';
import type { IntegratorError } from '../../src/model/errors.js';
import { testEnvironment } from '../support/environment.js';
import { eventually } from '../support/eventually.js';

describe('PostgresLoad', () => {
  const database = `load_${randomUUID().slice(0, 8)}`;
  let url: string;
  let target: pg.Pool;

  before(async () => {
    const { postgres } = testEnvironment();
    await postgres.createDatabase(database);
    url = postgres.url(database);
    target = new pg.Pool({ connectionString: url });
    target.on('error', () => undefined);
    await target.query('create table item (id text primary key, amount numeric)');
  });
  after(() => target.end());
  beforeEach(() => target.query('truncate item'));

  const open = (run: string, attempt: number, signal?: AbortSignal) =>
    PostgresLoad.open({
      url,
      run,
      attempt,
      table: 'item',
      dryRun: false,
      fields: ['id', 'amount'],
      key: ['id'],
      mode: 'upsert',
      onDuplicateKey: 'reject',
      uniqueKeys: [],
      foreignKeys: [],
      ...(signal === undefined ? {} : { signal }),
    });
  const apply = async (load: PostgresLoad): Promise<RunCounts> => {
    const { inserted, updated, taken } = await load.write();
    const applied = inserted + updated;
    const counts = { ...NO_RECORDS, read: taken, applied, inserted, updated, unchanged: taken - applied };
    await load.commit(counts);
    return counts;
  };
  const record = (number: number, id: string, amount: string | null = '1') => ({
    number,
    line: number + 1,
    byteOffset: number * 10,
    values: [id, amount],
  });
  const items = async () =>
    (await target.query<{ id: string }>('select id from item order by id')).rows.map(({ id }) => id);

  it('tells an attempt that comes after an applied one its counts, and applies nothing again', async () => {
    const run = randomUUID();
    const first = await open(run, 1);
    await first.stage([record(1, 'A'), record(2, 'B')]);
    await first.settle();
    const counts = await apply(first);
    await first.close();
    await target.query('truncate item');
    const second = await open(run, 2);
    assert.deepEqual(second.applied, counts);
    await second.close();
    assert.deepEqual(await items(), []);
  });

  it('lets an attempt that slept write nothing after its successor applied', async () => {
    const run = randomUUID();
    const asleep = await open(run, 1);
    await asleep.stage([record(1, 'A')]);
    await asleep.settle();
    const successor = await open(run, 2);
    await successor.stage([record(1, 'A')]);
    await successor.settle();
    await apply(successor);
    await assert.rejects(apply(asleep), { code: 'target-unavailable' });
    await asleep.close();
    await successor.close();
    assert.deepEqual(await items(), ['A']);
  });

  it('fences an attempt whose session its successor could not end', async () => {
    const run = randomUUID();
    const asleep = await open(run, 1);
    await asleep.stage([record(1, 'A')]);
    await asleep.settle();
    // As if the successor had no right to end the session: it only raises the fence.
    await target.query('update integrator.load set attempt = 2 where run = $1', [run]);
    await assert.rejects(apply(asleep), { code: 'superseded' });
    await asleep.close();
    assert.deepEqual(await items(), []);
  });

  it('refuses an attempt that comes later than a newer one', async () => {
    const run = randomUUID();
    const newer = await open(run, 2);
    await assert.rejects(open(run, 1), { code: 'superseded' });
    await newer.close();
  });

  it('applies nothing once the load was discarded', async () => {
    const run = randomUUID();
    const load = await open(run, 1);
    await load.stage([record(1, 'A')]);
    await load.settle();
    assert.equal(await discardPostgresLoad(url, run), undefined);
    await assert.rejects(apply(load));
    await load.close();
    await assert.rejects(open(run, 2), { code: 'superseded' });
    assert.deepEqual(await items(), []);
  });

  it('tells who discards a load that has applied its counts', async () => {
    const run = randomUUID();
    const load = await open(run, 1);
    await load.stage([record(1, 'A')]);
    await load.settle();
    const counts = await apply(load);
    await load.close();
    assert.deepEqual(await discardPostgresLoad(url, run), counts);
  });

  it('rolls everything back when nobody commits', async () => {
    const load = await open(randomUUID(), 1);
    await load.stage([record(1, 'A')]);
    await load.settle();
    await load.write();
    await load.close();
    assert.deepEqual(await items(), []);
  });

  it('takes out the later record of a key and names the earlier', async () => {
    const load = await open(randomUUID(), 1);
    await load.stage([record(1, 'A'), record(2, 'B'), record(3, 'A')]);
    await load.settle();
    const { inserted, refusals } = await load.write();
    await load.close();
    assert.deepEqual(refusals, [
      { record: 3, reason: { field: 'id', code: 'duplicate-key', message: 'the same id stands in record 1' } },
    ]);
    assert.equal(inserted, 2);
  });

  it('brings every character of a value into the target as it is', async () => {
    const load = await open(randomUUID(), 1);
    const odd = ['tab\there', 'line\nbreak', 'back\\slash', '\\N', '\\.', 'carriage\rreturn', 'ü€😀', ''];
    await load.stage(odd.map((id, index) => record(index + 1, id, null)));
    await load.settle();
    await apply(load);
    await load.close();
    assert.deepEqual(new Set(await items()), new Set(odd));
  });

  it('refuses the counts when a trigger has kept a record out', async () => {
    await target.query(`
      create function keep_out() returns trigger language plpgsql as $$
      begin if new.id = 'B' then return null; end if; return new; end $$;
      create trigger keep_out before insert on item for each row execute function keep_out()`);
    const load = await open(randomUUID(), 1);
    await load.stage([record(1, 'A'), record(2, 'B')]);
    await load.settle();
    await assert.rejects(apply(load), {
      code: 'counts-differ',
      message: /^1 of the records did not come into item.*record 2/,
    });
    await load.close();
    await target.query('drop function keep_out cascade');
    assert.deepEqual(await items(), []);
  });

  it('says a word now and then while its caller is busy elsewhere, and none when it is closed', async () => {
    const run = randomUUID();
    const load = await open(run, 1);
    const said = async () => {
      const { rows } = await target.query<{ query: string }>(
        'select query from pg_stat_activity where application_name = $1',
        [`integrator load ${run}`],
      );
      return rows[0]?.query;
    };
    await load.stage([record(1, 'A')]);
    assert.notEqual(await said(), 'select 1');
    await eventually('the session hears something', async () => (await said()) === 'select 1');
    await load.settle();
    await apply(load);
    await load.close();
    assert.deepEqual(await items(), ['A']);
    await eventually('it is over', async () => (await said()) === undefined);
  });

  it('tells how many records the columns refuse while others are still to come', async () => {
    const load = await open(randomUUID(), 1);
    const large = 'x'.repeat(5 * 1024 ** 2);
    await load.stage([record(1, 'A', large)]);
    await load.stage([record(2, 'B', large)]);
    assert.equal(load.refused, 1);
    assert.equal((await load.settle()).refusals.length, 2);
    await load.close();
  });

  it('is not opened when it was halted while it connected', async () => {
    const halted = AbortSignal.abort(new Error('halted'));
    await assert.rejects(open(randomUUID(), 1, halted), /halted/);
  });

  it('shows nothing of a URL that is none, as it may be a secret in a wrong place', async () => {
    for (const wrong of ['hr:s3cret@db/hr', 'postgres://hr:12/s3cret@h/db', 's3cret', 'http://s3cret@h/db']) {
      const error = await discardPostgresLoad(wrong, randomUUID()).then(
        () => undefined,
        (thrown: unknown) => thrown as IntegratorError,
      );
      assert.equal(error?.code, 'connection-invalid');
      assert.doesNotMatch(error.message, /s3cret/);
    }
  });

  it('makes its marker table once when two first loads come at the same time', async () => {
    await target.query('drop schema if exists integrator cascade');
    const loads = await Promise.all(Array.from({ length: 8 }, () => open(randomUUID(), 1)));
    await Promise.all(loads.map((load) => load.close()));
    assert.equal(loads.length, 8);
  });
});
