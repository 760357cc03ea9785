import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';

import proto from '@temporalio/proto';

import { exportSite } from '../api/support/export-site.js';
import { putSchedule, quicken, scheduledRuns } from '../api/support/quick-schedule.js';
import { setsSite, things } from '../api/support/sets-site.js';
import { temporalScheduleId } from '../../src/model/workflow-ids.js';
import { eventually } from '../support/eventually.js';
import { holdTable } from '../support/hold-table.js';
import { untilLoading } from '../support/loads.js';
import { startService, type TestService } from '../support/service.js';
import { peopleCsv, peopleSite, runPeople } from '../support/sites.js';

/**
 * Records the executions that every later version must be able to replay, named after the case and the version that
 * ran it. Run it once before a release: `npx mocha test/workflows/record-histories.ts`.
 */
describe('recording histories', () => {
  let service: TestService;
  before(async () => (service = await startService()));
  after(() => service.stop());

  async function record(name: string, workflowId: string): Promise<void> {
    const { version } = JSON.parse(await readFile(join(import.meta.dirname, '../../package.json'), 'utf8')) as {
      version: string;
    };
    const handle = service.temporal.workflow.getHandle(workflowId);
    // The row of a run is closed a moment before its workflow ends; a site's workflow never does.
    if (/^(run|fire)\//.test(workflowId)) await handle.result().catch(() => undefined);
    const history = await handle.fetchHistory();
    // Which machine recorded it, and where its files were, is nobody's business.
    const plain = proto.temporal.api.history.v1.History.toObject(
      proto.temporal.api.history.v1.History.fromObject(history),
      { longs: String, enums: String, bytes: String },
    );
    const text = JSON.stringify(plain, (key, value: unknown) => {
      return key === 'stackTrace' ? '' : value;
    }).replaceAll(`${process.pid}@${hostname()}`, 'worker');
    const folder = join(import.meta.dirname, 'histories');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, `${name}.${version}.json`), text);
  }

  it('of imports, and of a site that is started, asked, and stopped in the middle of a run', async () => {
    const site = await peopleSite(service);
    const completed = await runPeople(service, site, peopleCsv(50));
    await record('import-completed', completed.body.temporal.workflowId);
    const withRejects = await runPeople(service, site, `${peopleCsv(5)}wrong,,x,y\n`);
    await record('import-with-rejects', withRejects.body.temporal.workflowId);
    const failed = await runPeople(service, site, 'id,name\n');
    await record('import-failed', failed.body.temporal.workflowId);
    const held = await holdTable(service);
    await service.http.put(`/sites/${site}/files/people.csv`, peopleCsv(10, 100));
    const { body } = await service.http.post(`/sites/${site}/runs`, { integration: 'people', file: 'people.csv' });
    await untilLoading(service, body.id, 'insert into');
    const refused = await service.http.post(`/sites/${site}/runs`, { integration: 'people', file: 'people.csv' });
    await record('import-not-run', `run/${String(refused.body.run)}`);
    await service.http.post(`/sites/${site}/stop`, { reason: 'stocktake' });
    await held.release();
    await record('import-halted', body.temporal.workflowId);
    await service.http.post(`/sites/${site}/runs`, { integration: 'people', file: 'people.csv' });
    await record('site-started-and-stopped', `site/${site}`);
  });

  it('of exports', async () => {
    const { send, sql, table } = await exportSite(service, {
      definition: { target: { connection: 'outbox', file: 'things.csv', onExisting: 'fail' } },
    });
    await sql(`insert into ${table} values ('a', 'one')`);
    await record('export-completed', `run/${(await send('all')).id}`);
    await record('export-failed', `run/${(await send('all')).id}`);
  });

  it('of sets, and of the fires of a schedule', async () => {
    const sets = await setsSite(service);
    for (const integration of ['one', 'two']) await sets.upload(integration, things(3));
    await sets.makeSet(['one', 'two'], { abortOnFailure: true });
    await record('set-completed', `run/${(await sets.run()).id}`);
    await sets.upload('one', things(3, { bad: 1 }));
    await record('set-aborted', `run/${(await sets.run()).id}`);
    await sets.upload('one', things(3));
    const held = await holdTable(service, sets.table('one'));
    await putSchedule(service, sets.site, 'often', { integrationSet: 'night-IntegrationSet', overlap: 'queue' });
    await quicken(service, sets.site, 'often', 1);
    await scheduledRuns(service, sets.site, 1);
    await service.temporal.schedule.getHandle(temporalScheduleId(sets.site, 'often')).pause();
    await held.release();
    await eventually('the one that waited has run', async () => {
      const { body } = await service.http.get(`/sites/${sets.site}/runs?status=Completed&scheduled=true`);
      return body.items.length === 2;
    });
    const { rows } = await service.database.query<{ workflow: string | null }>(
      'select workflow from fire order by intended_at',
    );
    const [first, waited] = rows.flatMap(({ workflow }) => workflow ?? []);
    await record('fire-run', first ?? '');
    await record('fire-waited', waited ?? '');
    await record('site-with-fires', `site/${sets.site}`);
  });

  it('of a site that closed a terminated run, and of one that continued as new with runs open', async () => {
    const site = await peopleSite(service);
    const held = await holdTable(service);
    await service.http.put(`/sites/${site}/files/people.csv`, peopleCsv(10, 200));
    const { body } = await service.http.post(`/sites/${site}/runs`, { integration: 'people', file: 'people.csv' });
    await untilLoading(service, body.id, 'insert into');
    const handle = service.temporal.workflow.getHandle(`site/${site}`);
    const { runId } = await handle.describe();
    await eventually(
      'the site has continued as new',
      async () => {
        await service.http.post(`/sites/${site}/runs`, { integration: 'people', file: 'people.csv' });
        return (await handle.describe()).runId !== runId;
      },
      60_000,
    );
    await service.temporal.workflow.getHandle(`run/${body.id}`).terminate('by hand');
    await eventually('the terminated run is closed', async () => {
      return (await service.http.get(`/runs/${body.id}`)).body.status === 'Failed';
    });
    await held.release();
    await service.http.post(`/sites/${site}/stop`, { reason: 'done' });
    await record('site-after-continue-as-new', `site/${site}`);
  }).timeout(120_000);
});
