import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

import { MockActivityEnvironment } from '@temporalio/testing';
import pg from 'pg';

import { collectRecords } from '../../src/activities/collect-records.js';
import type { Dependencies } from '../../src/activities/dependencies.js';
import { candidateOf } from '../../src/activities/export-task.js';
import { integration } from '../../src/model/integration.js';
import { siteProperties } from '../../src/model/site.js';
import { FileStore } from '../../src/store/file-store.js';
import { insertRun } from '../../src/store/insert-run.js';
import { integrations } from '../../src/store/integrations.js';
import { findRun } from '../../src/store/runs.js';
import { saveSite } from '../../src/store/sites.js';
import { createControlDatabase, newRun } from '../support/control-database.js';
import { testEnvironment } from '../support/environment.js';
import { eventually } from '../support/eventually.js';

/** Of advisory locks: the source gives nothing while somebody else has it, as long as `held` has a row. */
const LOCK = 4711;
const QUERY = `select id from things
  where not exists (select from held) or pg_advisory_xact_lock_shared(${LOCK})::text is not null`;

describe('an attempt at collecting that is late', () => {
  let dependencies: Dependencies;
  let folder: string;
  let source: pg.Pool;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'temporal-integrator-late-'));
    const { postgres } = testEnvironment();
    await postgres.createDatabase('late_collecting');
    const url = postgres.url('late_collecting');
    source = new pg.Pool({ connectionString: url });
    await source.query(`create table things (id text); create table held (); insert into things values ('1')`);
    const database = await createControlDatabase();
    dependencies = { database, files: new FileStore(join(folder, 'files')), resolveSecret: () => url };
    const connections = { source: { kind: 'postgres', url: 'env:URL' }, outbox: { kind: 'folder', path: folder } };
    await saveSite(database, 'S', siteProperties.parse({ kind: 'DEV', connections }), 'test');
    const things = integration.parse({
      direction: 'export',
      source: { connection: 'source', query: QUERY },
      primaryKey: 'id',
      target: { connection: 'outbox', file: 'things.csv' },
    });
    await integrations.save(database, 'S', 'things', things, 'test');
  });
  after(async () => {
    await source.end();
    await dependencies.database.end();
    await rm(folder, { recursive: true });
  });

  it('does not put what it has read in the place of what the later one has', async () => {
    const { database, files } = dependencies;
    const run = newRun({ direction: 'export', send: 'all', fileName: 'things.csv', holdsFile: false });
    await insertRun(database, run);
    const attempt = () => new MockActivityEnvironment().run(collectRecords(dependencies), run.id);
    const holder = await source.connect();
    await holder.query('select pg_advisory_lock($1)', [LOCK]);
    await holder.query('insert into held default values');
    const late = attempt();
    await eventually('it reads its source', async () => {
      const { rowCount } = await holder.query(`select from pg_locks where locktype = 'advisory' and not granted`);
      return rowCount !== 0;
    });
    await holder.query(`delete from held; insert into things values ('2')`);
    assert.equal(await attempt(), true);
    await holder.query('select pg_advisory_unlock($1)', [LOCK]);
    holder.release();
    await assert.rejects(late, /A later attempt has collected the records/);
    const { collected } = (await findRun(database, run.id))!;
    const state = await text(
      files.states.read({ site: 'S', integration: 'things' }, candidateOf(run.id, collected!.turn)),
    );
    assert.deepEqual(
      [...state.matchAll(/^\["(\d)"\]/gm)].map(([, id]) => id),
      ['1', '2'],
    );
  });
});
