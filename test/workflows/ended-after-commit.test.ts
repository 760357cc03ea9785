import assert from 'node:assert/strict';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { counts } from '../api/support/import-site.js';
import { RATES, ratesSite } from '../api/support/rates-site.js';
import { waitForEnd } from '../api/support/start-run.js';
import { startSwitchedTarget, type SwitchedTarget } from '../api/support/switched-target.js';
import { eventually } from '../support/eventually.js';
import { PostgresProxy } from '../support/postgres-proxy.js';
import { startService, type TestService } from '../support/service.js';

describe('a run that is terminated by hand after its records were applied', () => {
  let service: TestService;
  let proxy: PostgresProxy;
  let target: SwitchedTarget;
  before(async () => {
    service = await startService({ worker: false });
    proxy = await PostgresProxy.start(service.targetUrl);
    target = await startSwitchedTarget({ ...service, targetUrl: proxy.url });
  });
  after(async () => {
    await target.stop();
    await proxy.stop();
    await service.stop();
  });

  it('is told as applied, its file is archived, and its rejects can be corrected', async () => {
    const path = join(service.folder, 'inbox');
    await mkdir(path);
    await writeFile(join(path, 'rates.csv'), RATES);
    const source = { connection: 'inbox', file: 'rates.csv', settleSeconds: 0, archive: 'archive', failed: 'failed' };
    const rates = await ratesSite(service, {
      connections: { inbox: { kind: 'folder', path } },
      definition: { source },
    });
    const released = new AbortController();
    const until = new Promise<void>((resolve) => released.signal.addEventListener('abort', () => resolve()));
    const applied = proxy.once({ statement: /^commit/, at: 'answered' }, (session) => session.hold(until));
    const { body } = await service.http.post(`/sites/${rates.site}/runs`, { integration: 'things' });
    await applied;
    await service.temporal.workflow.getHandle(`run/${body.id}`).terminate('a test');
    const ended = await waitForEnd(service, body.id);
    released.abort();
    assert.equal(ended.status, 'Completed with Errors');
    assert.equal(ended.reason, 'The run was terminated by hand in Temporal (its records had been applied before)');
    assert.equal(ended.code, undefined);
    assert.deepEqual(ended.counts, counts({ read: 5, applied: 1, inserted: 1, rejected: 4 }));
    assert.equal((await readdir(join(path, 'archive'))).length, 1);
    assert.deepEqual(await readdir(join(path, '.integrator')), []);
    await rates.corrected(ended, { records: [{ record: 2, values: { name: 'two' } }] });
    await eventually('the site knows of no run', async () => {
      return (await service.http.get(`/sites/${rates.site}`)).body.runs.length === 0;
    });
  });
});
