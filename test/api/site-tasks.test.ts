import assert from 'node:assert/strict';

import { eventually } from '../support/eventually.js';
import { startService, type TestService } from '../support/service.js';
import { importSite } from './support/import-site.js';
import { holdRun } from './support/start-run.js';

describe('the tasks of a site', () => {
  let service: TestService;
  before(async () => (service = await startService()));
  after(() => service.stop());

  const tasks = async (site: string) => (await service.http.get(`/sites/${site}`)).body.tasks;

  it('are all its integrations, by name, each with the run of it that started last', async () => {
    const { site, run } = await importSite(service);
    const definition = {
      schema: { fields: [{ name: 'id' }] },
      target: { connection: 'target', table: 't', mode: 'insert' },
    };
    await service.http.put(`/sites/${site}/integrations/another`, definition);
    await run('id,name\n1,one\n');
    const last = await run('id,name\n2,two\n,none\n');
    // The site hears of the end of a run a moment after its row is closed.
    const all = await eventually('the site has heard of the end', async () => {
      const now = await tasks(site);
      return now.every(({ status }) => status === '') && now;
    });
    assert.deepEqual(all, [
      { integration: 'another', direction: 'import', status: '' },
      {
        integration: 'things',
        direction: 'import',
        status: '',
        lastRun: {
          id: last.id,
          name: last.name,
          status: 'Completed with Errors',
          startedAt: last.startedAt,
          endedAt: last.endedAt,
        },
      },
    ]);
  });

  it('show the run they are in', async () => {
    const things = await importSite(service);
    const { run, release } = await holdRun(service, things, 'a.csv');
    const [task] = await tasks(things.site);
    await release();
    assert.deepEqual(task, {
      integration: 'things',
      direction: 'import',
      status: 'In-Progress',
      lastRun: { id: run.id, name: run.name, status: 'In-Progress', startedAt: run.startedAt },
    });
  });
});
