import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';

import pg from 'pg';

import { PostgresLoad } from '../../src/connections/postgres/postgres-load.js';
import { PostgresSource } from '../../src/connections/postgres/postgres-source.js';
import { SeededRandom } from '../exactly-once/support/seeded-random.js';
import { testEnvironment } from '../support/environment.js';
import { FaultRelay } from '../support/fault-relay.js';

describe('a link to PostgreSQL that falls silent', function () {
  this.timeout(90_000);
  const name = `target_${randomUUID().slice(0, 8)}`;
  let link: FaultRelay;
  let url: string;
  let direct: pg.Pool;

  before(async () => {
    const { postgres } = testEnvironment();
    await postgres.createDatabase(name);
    direct = new pg.Pool({ connectionString: postgres.url(name) });
    await direct.query('create table people as select n::text as id from generate_series(1, 500000) n');
    const through = new URL(postgres.url(name));
    link = await FaultRelay.start(through.host, new SeededRandom(1));
    through.host = link.address;
    url = through.href;
  });
  after(async () => {
    await direct.end();
    await link.stop();
  });

  it('fails a load, so that it is tried again', async () => {
    const load = await open(url);
    await load.stage([{ number: 1, line: 2, byteOffset: 3, values: ['P1'] }]);
    fallSilent();
    await assert.rejects(load.settle(), { code: 'target-unavailable' });
    await load.close();
  });

  it('lets a load wait for a statement that takes long, over a link that is well', async () => {
    const blocker = await direct.connect();
    await blocker.query('begin; lock table people in exclusive mode');
    const load = await open(url);
    await load.stage([{ number: 1, line: 2, byteOffset: 3, values: ['P1'] }]);
    const written = load.settle().then(() => load.write());
    // Longer than it takes to be given up on.
    const { rows } = await blocker.query<{ slept: string }>(`select pg_sleep(25)::text as slept`);
    assert.equal(rows.length, 1);
    await blocker.query('rollback');
    blocker.release();
    assert.equal((await written).inserted, 1);
    await load.close();
  });

  it('fails an export that reads', async () => {
    const source = await PostgresSource.open({
      url,
      run: randomUUID(),
      table: 'people',
      declared: [],
      parameters: {},
      key: [],
    });
    const read = async () => {
      for await (const block of source.read('fields', new AbortController().signal)) {
        if (block.length > 0) fallSilent();
      }
    };
    await assert.rejects(read, { code: 'target-unavailable' });
    await source.close();
  });

  /** What is connected hears nothing any more; new connections are well. */
  function fallSilent(): void {
    link.inject('half-open');
    link.heal();
  }
});

function open(url: string): Promise<PostgresLoad> {
  return PostgresLoad.open({
    url,
    run: randomUUID(),
    attempt: 1,
    dryRun: false,
    table: 'people',
    fields: ['id'],
    key: [],
    mode: 'insert',
    onDuplicateKey: 'reject',
    uniqueKeys: [],
    foreignKeys: [],
  });
}
