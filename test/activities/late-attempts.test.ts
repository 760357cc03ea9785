import assert from 'node:assert/strict';
import { mkdtemp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { MockActivityEnvironment } from '@temporalio/testing';

import { closeRun } from '../../src/activities/close-run.js';
import type { Dependencies } from '../../src/activities/dependencies.js';
import { receiveFile } from '../../src/activities/receive-file.js';
import { integration } from '../../src/model/integration.js';
import { siteProperties } from '../../src/model/site.js';
import { NO_RECORDS } from '../../src/model/run-counts.js';
import { FileStore } from '../../src/store/file-store.js';
import { integrations } from '../../src/store/integrations.js';
import { insertRun } from '../../src/store/insert-run.js';
import * as runs from '../../src/store/runs.js';
import { saveSite } from '../../src/store/sites.js';
import { createControlDatabase, newRun } from '../support/control-database.js';
import { eventually } from '../support/eventually.js';

const FAILED = { status: 'Failed', code: 'target-refused', counts: NO_RECORDS } as const;

describe('an attempt that wakes after the end of its run', () => {
  let dependencies: Dependencies;
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'temporal-integrator-late-'));
    await mkdir(join(folder, 'inbox'));
    const database = await createControlDatabase();
    dependencies = { database, files: new FileStore(join(folder, 'files')), resolveSecret: (reference) => reference };
    const connections = { inbox: { kind: 'folder', path: join(folder, 'inbox') } };
    await saveSite(database, 'S', siteProperties.parse({ kind: 'DEV', connections }), 'test');
    const source = { connection: 'inbox', file: 'things.csv', settleSeconds: 0, archive: 'archive' };
    const schema = { fields: [{ name: 'id' }] };
    const target = { connection: 'target', table: 'things', mode: 'insert' };
    await integrations.save(database, 'S', 'things', integration.parse({ source, schema, target }), 'test');
  });
  after(async () => {
    await dependencies.database.end();
    await rm(folder, { recursive: true });
  });

  it('gives back the later file that it has claimed, which a later run takes', async () => {
    const { database, files } = dependencies;
    const ended = newRun({ fileName: 'things.csv' });
    await insertRun(database, ended);
    await runs.closeRun(database, ended.id, FAILED);
    await writeFile(join(folder, 'inbox', 'things.csv'), 'id\n1\n');
    await new MockActivityEnvironment().run(receiveFile({ ...dependencies, files }), ended.id);
    assert.equal(await readFile(join(folder, 'inbox', 'things.csv'), 'utf8'), 'id\n1\n');
    assert.deepEqual(await readdir(join(folder, 'inbox', '.integrator')), []);
    const later = newRun({ fileName: 'things.csv' });
    await insertRun(database, later);
    await new MockActivityEnvironment().run(receiveFile(dependencies), later.id);
    assert.equal((await runs.findRun(database, later.id))?.fileBytes, 5);
    assert.deepEqual(await readdir(join(folder, 'inbox', '.integrator')), [later.id]);
  });

  it('has nothing left that it opened while the run was being closed', async () => {
    const { database, files } = dependencies;
    const run = newRun();
    await insertRun(database, run);
    const holder = await database.connect();
    await holder.query('begin');
    await holder.query('select from run where id = $1 for update', [run.id]);
    const closing = closeRun(dependencies)(run.id, FAILED);
    await eventually('the run is being closed', async () => {
      const { rowCount } = await database.query('select from pg_locks where not granted');
      return rowCount !== 0;
    });
    const content = async function* () {
      yield await Promise.resolve(Buffer.from('plain'));
    };
    await files.opened.keep(run.id, 'source', content(), new AbortController().signal);
    await holder.query('commit');
    holder.release();
    await closing;
    assert.deepEqual(await readdir(join(folder, 'files', 'opened')), []);
  });
});
