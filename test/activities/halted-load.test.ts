import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { MockActivityEnvironment } from '@temporalio/testing';
import pg from 'pg';

import type { Dependencies } from '../../src/activities/dependencies.js';
import { loadRecords } from '../../src/activities/load-records.js';
import { integration } from '../../src/model/integration.js';
import { siteProperties } from '../../src/model/site.js';
import { FileStore } from '../../src/store/file-store.js';
import { insertRun } from '../../src/store/insert-run.js';
import { integrations } from '../../src/store/integrations.js';
import { saveSite } from '../../src/store/sites.js';
import { createControlDatabase, newRun } from '../support/control-database.js';
import { testEnvironment } from '../support/environment.js';
import { eventually } from '../support/eventually.js';

const RECORDS = 200_000;

describe('a load that is halted', () => {
  let dependencies: Dependencies;
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'temporal-integrator-halted-'));
    const { postgres } = testEnvironment();
    await postgres.createDatabase('halted_load');
    const url = postgres.url('halted_load');
    await createTable(url);
    const database = await createControlDatabase();
    dependencies = { database, files: new FileStore(join(folder, 'files')), resolveSecret: () => url };
    const connections = { target: { kind: 'postgres', url: 'env:TARGET' } };
    await saveSite(database, 'S', siteProperties.parse({ kind: 'DEV', connections }), 'test');
    const schema = { fields: [{ name: 'id', type: 'integer' }] };
    const target = { connection: 'target', table: 'things', mode: 'insert' };
    await integrations.save(database, 'S', 'things', integration.parse({ schema, target }), 'test');
  });
  after(async () => {
    await dependencies.database.end();
    await rm(folder, { recursive: true });
  });

  it('reads no more of its file', async () => {
    const { database, files } = dependencies;
    // Nothing of it is staged, so that no session that has ended tells that it is over.
    const { sha256, bytes } = await files.keep(refusedRecords(), Number.MAX_SAFE_INTEGER);
    const run = newRun({ fileName: 'things.csv', fileSha256: sha256, fileBytes: bytes });
    await insertRun(database, run);
    const environment = new MockActivityEnvironment();
    const loading = environment.run(loadRecords(dependencies), run.id);
    const kept = async () => (await database.query('select from reject where run = $1', [run.id])).rowCount ?? 0;
    await eventually('the first of its records are refused', async () => (await kept()) > 0);
    environment.cancel();
    await assert.rejects(loading, { name: 'CancelledFailure' });
    assert.ok((await kept()) < RECORDS);
  });
});

async function createTable(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('create table things (id integer primary key)');
  } finally {
    await client.end();
  }
}

async function* refusedRecords(): AsyncGenerator<Buffer> {
  yield await Promise.resolve(Buffer.from('id\n' + 'x\n'.repeat(RECORDS)));
}
