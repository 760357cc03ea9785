import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { runner } from 'node-pg-migrate';
import pg from 'pg';

import { migrate, openDatabase, type Database } from '../../src/store/database.js';
import { findArmings } from '../../src/store/armings.js';
import { listFireTimes } from '../../src/store/fires.js';
import { listHeld } from '../../src/store/held-requests.js';
import { integrationSets } from '../../src/store/integration-sets.js';
import { integrations } from '../../src/store/integrations.js';
import { listRejects } from '../../src/store/rejects.js';
import { listPasses } from '../../src/store/retention/retention-passes.js';
import { listDifferences } from '../../src/store/run-differences.js';
import { listSteps } from '../../src/store/run-steps.js';
import { findRun, listRuns } from '../../src/store/runs.js';
import { listEras } from '../../src/store/schedule-eras.js';
import { listSchedules } from '../../src/store/schedules.js';
import { findSentState } from '../../src/store/sent-states.js';
import { listSites } from '../../src/store/sites.js';
import { listTasks } from '../../src/store/tasks.js';
import { findUpload } from '../../src/store/uploads.js';
import { testEnvironment } from '../support/environment.js';

const dir = join(import.meta.dirname, '../../src/store/migrations');
const releases = join(import.meta.dirname, 'releases');
/** The levels a database may be at: `0001` to the newest. */
const levels = readdirSync(dir)
  .map((file) => file.slice(0, 4))
  .sort();
const newest = levels.at(-1)!;

type Row = Record<string, unknown>;

describe('migrations', () => {
  const urls: string[] = [];
  const pools: Database[] = [];
  after(() => Promise.all(pools.map((pool) => pool.end())));

  async function emptyDatabase(): Promise<string> {
    const { postgres } = testEnvironment();
    const name = `migrated_${randomUUID().slice(0, 8)}`;
    await postgres.createDatabase(name);
    urls.push(postgres.url(name));
    return postgres.url(name);
  }

  function open(url: string): Database {
    const pool = openDatabase(url, () => undefined);
    pools.push(pool);
    return pool;
  }

  /** A database as the version with these migrations has left it, with rows in every table. */
  async function releasedDatabase(level: string): Promise<string> {
    const url = await emptyDatabase();
    const count = levels.indexOf(level) + 1;
    const migrationsTable = 'migration';
    await runner({ databaseUrl: url, dir, direction: 'up', count, migrationsTable, log: () => undefined });
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    for (const earlier of levels.slice(0, count)) {
      await client.query(readFileSync(join(releases, `${earlier}.sql`), 'utf8'));
    }
    await client.end();
    return url;
  }

  /** Every row of every table, as JSON. */
  async function rowsByTable(database: Database): Promise<Map<string, Row[]>> {
    const { rows: tables } = await database.query<{ name: string }>(
      `select relname as name from pg_class
       where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> 'migration'`,
    );
    const found = new Map<string, Row[]>();
    for (const { name } of tables) {
      const { rows } = await database.query<{ row: Row }>(`select to_jsonb(one) as row from ${name} as one`);
      found.set(
        name,
        rows.map(({ row }) => row),
      );
    }
    return found;
  }

  for (const level of levels) {
    it(`a database at ${level} is brought to the newest version, and nothing of it is lost`, async () => {
      const url = await releasedDatabase(level);
      const database = open(url);
      const before = await rowsByTable(database);
      for (const [table, rows] of before) assert.ok(rows.length > 0, `releases/*.sql has no row for ${table}`);
      await migrate(url);
      const after = await rowsByTable(database);
      for (const [table, rows] of before) {
        for (const row of rows) assert.ok(after.get(table)?.some(hasAll(row)), `${table}: ${JSON.stringify(row)}`);
      }
      await readEverything(database, level);
    });
  }

  it('two processes that migrate at once, and a third one later, come to the same tables', async () => {
    const url = await releasedDatabase('0003');
    await Promise.all([migrate(url), migrate(url)]);
    await migrate(url);
    const { rows } = await open(url).query<{ name: string }>('select name from migration order by id');
    assert.deepEqual(
      rows.map(({ name }) => name.slice(0, 4)),
      levels,
    );
  });

  it('a database that is newer than the code is refused, and stays as it is', async () => {
    const url = await releasedDatabase(newest);
    const database = open(url);
    await database.query(`insert into migration (name, run_on) values ('9999_from-the-future', now())`);
    await assert.rejects(migrate(url), {
      code: 'service-unavailable',
      message: /newer than this version, which does not know its migrations 9999_from-the-future/,
    });
    assert.equal((await listSites(database)).length, 2);
  });
});

/** Whether a row has all that another one has, whatever else it has by now. */
function hasAll(row: Row): (other: Row) => boolean {
  const text = (value: unknown): string => JSON.stringify(value);
  return (other) => Object.entries(row).every(([column, value]) => text(other[column]) === text(value));
}

/** Reads what the fixtures up to a level have put in, by the functions of the store. */
async function readEverything(database: Database, level: string): Promise<void> {
  const since = (first: string): number => (level >= first ? 1 : 0);
  const run = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
  const sites = await listSites(database);
  assert.deepEqual(sites[0]?.retention, { runs: 400, files: 90, rejects: 90 });
  assert.equal(sites.length, 1 + since('0006'));
  assert.equal((await integrations.list(database, 'LIVE')).length, 1 + since('0003'));
  assert.equal((await integrations.findVersion(database, 'LIVE', 'employees', 1))?.direction, 'import');
  assert.equal((await integrationSets.list(database, 'LIVE')).length, since('0005'));
  assert.equal((await findUpload(database, 'LIVE', 'employees.csv'))?.bytes, 20);
  const runs = await listRuns(database, 'LIVE', { limit: 100 });
  assert.equal(runs.length, 2 + 2 * since('0002') + since('0003') + 2 * since('0005'));
  for (const { id } of runs) assert.equal((await findRun(database, id))?.id, id);
  assert.equal((await findRun(database, run(1)))?.counts.rejected, 1);
  assert.equal((await listRejects(database, run(1), { after: 0, limit: 9 })).length, 1 + since('0002'));
  assert.equal((await listSteps(database, run(21))).length, since('0002'));
  assert.equal((await listDifferences(database, run(21))).length, since('0002'));
  assert.equal((await listTasks(database, 'LIVE')).length, 1 + since('0003'));
  assert.equal((await findSentState(database, 'LIVE', 'payroll'))?.records, since('0003') ? 1 : undefined);
  const held = await listHeld(database, 'LIVE', { status: 'held', after: undefined, limit: 9 });
  assert.equal(held.length, since('0004'));
  assert.equal((await listSchedules(database)).length, since('0005'));
  assert.equal((await listEras(database, 'LIVE')).length, since('0005'));
  assert.equal((await listFireTimes(database, run(50), new Date(0), new Date())).size, since('0005'));
  assert.equal(Object.keys(await findArmings(database, 'STAGE')).length, since('0006'));
  assert.equal((await listPasses(database, 9)).length, since('0010'));
}
