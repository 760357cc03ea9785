import assert from 'node:assert/strict';

import { startService, type TestService } from '../support/service.js';
import { importSite } from './support/import-site.js';
import { assertProblem } from './support/problem.js';
import { holdRun } from './support/start-run.js';

describe('the gate of a site', () => {
  let service: TestService;
  before(async () => (service = await startService()));
  after(() => service.stop());

  const site = async (name: string) => (await service.http.get(`/sites/${name}`)).body;
  const tasks = async (name: string) =>
    (await site(name)).tasks.map(({ integration, status }) => ({ integration, status }));
  const runs = async (name: string) => (await service.http.get(`/sites/${name}/runs`)).body.items;

  it('refuses a run while the site is stopped: the task is Pending Changed, there is no run', async () => {
    const { site: name } = await importSite(service);
    await service.http.put(`/sites/${name}/files/a.csv`, 'id,name\n1,one\n');
    await service.http.post(`/sites/${name}/stop`, { reason: 'stocktake' });
    const refused = await service.http.post(`/sites/${name}/runs`, { integration: 'things', file: 'a.csv' });
    assertProblem(refused, 'site-stopped', new RegExp(name), /Pending Changed/, /start the site/i);
    assert.deepEqual(await tasks(name), [{ integration: 'things', status: 'Pending Changed' }]);
    assert.deepEqual(await runs(name), []);
  });

  it('blanks the tasks at the next start and commences nothing', async () => {
    const { site: name, rows, runWith } = await importSite(service);
    await service.http.put(`/sites/${name}/files/a.csv`, 'id,name\n1,one\n');
    await service.http.post(`/sites/${name}/stop`, { reason: 'stocktake' });
    await service.http.post(`/sites/${name}/runs`, { integration: 'things', file: 'a.csv' });
    await service.http.post(`/sites/${name}/start`);
    assert.deepEqual(await tasks(name), [{ integration: 'things', status: '' }]);
    // A run of our own, asked for after the start, is the first and only one.
    await service.http.put(`/sites/${name}/files/b.csv`, 'id,name\n2,two\n');
    const own = await runWith({ file: 'b.csv' });
    assert.deepEqual(
      (await runs(name)).map(({ id }) => id),
      [own.id],
    );
    assert.deepEqual(await rows(), [{ id: '2', name: 'two' }]);
  });

  it('refuses a run on a site that was never started', async () => {
    const { site: name } = await importSite(service);
    await service.http.post(`/sites/${name}/stop`, { reason: 'a test' });
    await service.http.delete(`/sites/${name}`);
    await service.http.put(`/sites/${name}`, {
      kind: 'DEV',
      connections: { target: { kind: 'postgres', url: 'env:TARGET_URL' } },
    });
    const definition = {
      schema: { fields: [{ name: 'id' }] },
      target: { connection: 'target', table: 't', mode: 'insert' },
    };
    await service.http.put(`/sites/${name}/integrations/things`, definition);
    await service.http.put(`/sites/${name}/files/a.csv`, 'id\n1\n');
    const refused = await service.http.post(`/sites/${name}/runs`, { integration: 'things', file: 'a.csv' });
    assertProblem(refused, 'site-stopped');
  });

  it('shows a task In-Progress while its run runs, and blank when it has ended', async () => {
    const things = await importSite(service);
    const definition = {
      schema: { fields: [{ name: 'id' }] },
      target: { connection: 'target', table: 't', mode: 'insert' },
    };
    await service.http.put(`/sites/${things.site}/integrations/idle`, definition);
    const { run, release } = await holdRun(service, things, 'a.csv');
    const during = await site(things.site);
    await release();
    const [idle, running] = during.tasks;
    assert.deepEqual(idle, { integration: 'idle', direction: 'import', status: '' });
    assert.deepEqual([running?.integration, running?.status], ['things', 'In-Progress']);
    assert.deepEqual(
      during.runs.map((one) => one.run),
      [run.id],
    );
    // A stop waits until the site has taken note of the end; a start makes no task anything but blank.
    await service.http.post(`/sites/${things.site}/stop`, { reason: 'a test', mode: 'drain' });
    const { tasks: after, runs: open } = await site(things.site);
    assert.deepEqual(open, []);
    assert.deepEqual(
      after.map(({ status }) => status),
      ['', ''],
    );
  });

  it('says a refused request of an integration or file nobody knows as such, and marks no task', async () => {
    const { site: name } = await importSite(service);
    await service.http.post(`/sites/${name}/stop`, { reason: 'stocktake' });
    assertProblem(await service.http.post(`/sites/${name}/runs`, { integration: 'nothing' }), 'integration-not-found');
    assert.deepEqual(await tasks(name), [{ integration: 'things', status: '' }]);
  });

  it('lets 100 runs through that come at once, losing none', async () => {
    const things = await importSite(service);
    await Promise.all(
      Array.from({ length: 100 }, async (_, index) => {
        const put = await service.http.put(`/sites/${things.site}/files/${index}.csv`, `id,name\n${index},x\n`);
        assert.equal(put.status, 200, put.text);
        const { status, body, text } = await service.http.post(
          `/sites/${things.site}/runs`,
          { integration: 'things', file: `${index}.csv` },
          { Prefer: 'wait=60' },
        );
        assert.equal(status, 200, text);
        assert.equal(body.status, 'Completed', body.reason);
      }),
    );
    assert.equal((await things.rows()).length, 100);
  });
});
