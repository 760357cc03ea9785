import assert from 'node:assert/strict';

import { eventually } from '../support/eventually.js';
import { startService, type TestService } from '../support/service.js';
import { importSite } from './support/import-site.js';
import { putSchedule } from './support/quick-schedule.js';
import { setsSite, things } from './support/sets-site.js';
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

  it('say when each is due next, by itself or in a set', async () => {
    const sets = await setsSite(service);
    for (const integration of ['one', 'two']) await sets.upload(integration, things(1));
    await sets.makeSet(['one', 'two']);
    const at = (startTime: string) => ({ repeats: 'By Day', every: 1, startDate: '2026-01-01', startTime });
    const { site } = sets;
    const set = await putSchedule(service, site, 'set', {
      integrationSet: 'night-IntegrationSet',
      recurrence: at('03:00'),
    });
    await putSchedule(service, site, 'off', { integration: 'three', file: 'one.csv', recurrence: at('03:00') });
    await service.http.post(`/sites/${site}/schedules/off/disable`);
    const [next] = set.nextFires as string[];
    assert.deepEqual(
      (await tasks(site)).map(({ integration, nextFire }) => [integration, nextFire]),
      [
        ['one', next],
        ['three', undefined],
        ['two', next],
      ],
    );
  });

  it('show the run they are in', async () => {
    const imports = await importSite(service);
    const { run, release } = await holdRun(service, imports, 'a.csv');
    const [task] = await tasks(imports.site);
    await release();
    assert.deepEqual(task, {
      integration: 'things',
      direction: 'import',
      status: 'In-Progress',
      lastRun: { id: run.id, name: run.name, status: 'In-Progress', startedAt: run.startedAt },
    });
  });
});
