import assert from 'node:assert/strict';
import { join } from 'node:path';

import { NativeConnection, Worker } from '@temporalio/worker';

import { IntegratorPlugin } from '../src/plugin.js';
import { FileStore } from '../src/store/file-store.js';
import { testEnvironment } from './support/environment.js';
import { startService, workflowBundle, type TestService } from './support/service.js';
import { peopleCsv, peopleSite, runPeople } from './support/sites.js';

describe('IntegratorPlugin', () => {
  let service: TestService;
  before(async () => (service = await startService({ worker: false })));
  after(() => service.stop());

  it('makes a bare Worker run a site and its imports', async () => {
    const connection = await NativeConnection.connect({ address: testEnvironment().temporal.address });
    const worker = await Worker.create({
      connection,
      taskQueue: service.taskQueue,
      plugins: [
        new IntegratorPlugin({
          database: service.database,
          files: new FileStore(join(service.folder, 'files')),
          resolveSecret: () => service.targetUrl,
          workflowBundle,
        }),
      ],
    });
    await worker.runUntil(async () => {
      const site = await peopleSite(service);
      const { body } = await runPeople(service, site, peopleCsv(20));
      assert.equal(body.status, 'Completed');
      assert.equal(body.counts.inserted, 20);
    });
    await connection.close();
  });

  it('leaves the workflows of a Worker that brings its own, and adds its activities', () => {
    const plugin = new IntegratorPlugin({
      database: service.database,
      files: new FileStore(service.folder),
      resolveSecret: () => '',
    });
    const own = { taskQueue: 'own', workflowsPath: '/own/workflows.js', activities: { own: () => 'mine' } };
    const configured = plugin.configureWorker(own);
    assert.equal(configured.workflowsPath, own.workflowsPath);
    assert.equal(configured.workflowBundle, undefined);
    assert.deepEqual(
      ['own', 'openRun', 'loadRecords'].filter((name) => !(name in (configured.activities ?? {}))),
      [],
    );
  });
});
