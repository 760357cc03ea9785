import assert from 'node:assert/strict';

import { holdTable } from '../support/hold-table.js';
import { startService, type TestService } from '../support/service.js';
import { counts, importSite } from './support/import-site.js';
import { assertFailed, SAYS_WHAT_TO_DO } from './support/problem.js';
import { waitForEnd } from './support/start-run.js';
import { startSwitchedTarget, type SwitchedTarget } from './support/switched-target.js';

describe('a run whose target cannot be reached', () => {
  let service: TestService;
  let target: SwitchedTarget;
  before(async () => {
    service = await startService({ worker: false });
    target = await startSwitchedTarget(service);
  });
  after(async () => {
    await target.stop();
    await service.stop();
  });

  it('waits In-Progress, and is Completed when the target is back', async () => {
    const { site, rows } = await importSite(service);
    await service.http.put(`/sites/${site}/files/things.csv`, 'id,name\n1,one\n');
    await target.off();
    const request = { integration: 'things', file: 'things.csv' };
    const asked = await service.http.post(`/sites/${site}/runs`, request, { Prefer: 'wait=2' });
    assert.equal(asked.status, 202, asked.text);
    assert.equal(asked.body.status, 'In-Progress');
    const { tasks } = (await service.http.get(`/sites/${site}`)).body;
    assert.deepEqual(
      tasks.map(({ integration, status }) => [integration, status]),
      [['things', 'In-Progress']],
    );
    await target.on();
    const again = await waitForEnd(service, asked.body.id);
    assert.equal(again.status, 'Completed');
    assert.deepEqual(again.counts, counts({ read: 1, applied: 1, inserted: 1 }));
    assert.deepEqual(await rows(), [{ id: '1', name: 'one' }]);
  });

  it('goes on when the connection breaks in the middle of the load, and applies each record once', async () => {
    const { site, table, rows } = await importSite(service);
    await service.http.put(`/sites/${site}/files/things.csv`, 'id,name\n1,one\n2,two\n');
    const held = await holdTable(service, table);
    const connected = target.nextConnection();
    const request = { integration: 'things', file: 'things.csv' };
    const { body } = await service.http.post(`/sites/${site}/runs`, request);
    await connected;
    await target.off();
    await held.release();
    await target.on();
    const run = await waitForEnd(service, body.id);
    assert.equal(run.status, 'Completed');
    assert.deepEqual(run.counts, counts({ read: 2, applied: 2, inserted: 2 }));
    assert.equal((await rows()).length, 2);
  });

  it('can be halted meanwhile, with the reason', async () => {
    const { site, rows } = await importSite(service);
    await service.http.put(`/sites/${site}/files/things.csv`, 'id,name\n1,one\n');
    await target.off();
    const { body } = await service.http.post(
      `/sites/${site}/runs`,
      { integration: 'things', file: 'things.csv' },
      { Prefer: 'wait=1' },
    );
    assert.equal(body.status, 'In-Progress');
    const stopped = await service.http.post(`/sites/${site}/stop`, { reason: 'stocktake' });
    await target.on();
    assert.equal(stopped.body.message, `Site ${site} stopped successfully!`);
    const run = (await service.http.get(`/runs/${body.id}`)).body;
    assert.equal(run.status, 'Failed');
    assert.equal(run.reason, `Halted: site ${site} was stopped: stocktake`);
    assert.deepEqual(await rows(), []);
  });

  it('is Failed at once when its database does not exist, since waiting would not help', async () => {
    const { run } = await importSite(service, {
      connections: { target: { kind: 'postgres', url: 'env:no_such_database' } },
    });
    const failed = await run('id,name\n1,one\n');
    assertFailed(failed, 'connection-invalid', /"no_such_database" does not exist/, SAYS_WHAT_TO_DO);
  });

  it('is not kept from starting: the site starts and its log tells why the connection is not established', async () => {
    const { site } = await importSite(service);
    await service.http.post(`/sites/${site}/stop`, { reason: 'a test' });
    await target.off();
    const started = await service.http.post(`/sites/${site}/start`);
    await target.on();
    assert.equal(started.body.message, `Site ${site} started successfully!`);
    const { text } = await service.http.get(`/sites/${site}/log`);
    assert.match(text, /Connection to target could not be established: .*ECONNREFUSED/);
    assert.ok(!text.includes(new URL(service.targetUrl).password || '\0'), 'the log has a password');
  });
});
