import assert from 'node:assert/strict';

import { exportSite } from '../api/support/export-site.js';
import { putSchedule, quicken, scheduledRuns } from '../api/support/quick-schedule.js';
import { setsSite, things } from '../api/support/sets-site.js';
import { holdTable } from '../support/hold-table.js';
import { untilLoading } from '../support/loads.js';
import { peopleCsv, peopleSite, runPeople } from '../support/sites.js';
import { startClusterService, type ClusterService } from './support/cluster-service.js';

describe('a day on the real engine', () => {
  let service: ClusterService;
  before(async () => (service = await startClusterService()));
  after(() => service.stop());

  it('is ready, each part of it', async () => {
    for (const api of service.cluster.apis) assert.equal((await fetch(`${api}/readyz`)).status, 200);
  });

  it('imports a file, says what is wrong with a record, and takes its correction', async () => {
    const site = await peopleSite(service);
    const { body: run } = await runPeople(service, site, `${peopleCsv(1000)}P999999,,1,1990-01-01\n`);
    assert.equal(run.status, 'Completed with Errors', JSON.stringify(run));
    assert.deepEqual([run.counts.read, run.counts.applied, run.counts.rejected], [1001, 1000, 1]);
    const { items } = (await service.http.get(`/runs/${run.id}/rejects`)).body;
    assert.deepEqual(
      items.map(({ record, reasons }) => [record, reasons[0]?.field]),
      [[1001, 'name']],
    );
    const corrected = await service.http.post(
      `/runs/${run.id}/rejects/resubmit`,
      { records: [{ record: 1001, values: { name: 'Late' } }] },
      { Prefer: 'wait=60' },
    );
    assert.equal(corrected.body.status, 'Completed', corrected.text);
    const { rows } = await service.target.query("select name from people where id = 'P999999'");
    assert.deepEqual(rows, [{ name: 'Late' }]);
  });

  it('exports what has changed since the last time', async () => {
    const { send, sql, table, text, names } = await exportSite(service);
    await sql(`insert into ${table} values ('1', 'one'), ('2', 'two')`);
    assert.equal((await send('all')).status, 'Completed');
    await sql(`update ${table} set name = 'zwei' where id = '2'`);
    const changed = await send('changed');
    assert.deepEqual([changed.status, changed.counts.applied], ['Completed', 1]);
    assert.match(await text(), /2,zwei/);
    assert.deepEqual(await names(), ['things.csv']);
  });

  it('runs the members of a set in their order, and aborts where one fails', async () => {
    const { makeSet, upload, run, count } = await setsSite(service);
    await makeSet(['one', 'two', 'three'], { abortOnFailure: true });
    for (const name of ['one', 'two', 'three']) await upload(name, things(3));
    const good = await run();
    assert.deepEqual(
      good.members.map(({ status }) => status),
      ['Completed', 'Completed', 'Completed'],
    );
    await upload('two', 'id,wrong\n1,x\n');
    const aborted = await run();
    assert.deepEqual(
      [aborted.status, aborted.members.map(({ status }) => status)],
      ['Failed', ['Completed', 'Failed', 'Not Run']],
    );
    assert.equal(await count('three'), 3);
  });

  it('runs by itself what a schedule says, and writes down a fire of a stopped site', async () => {
    const { site, upload, makeSet } = await setsSite(service);
    await upload('one', things(3));
    await makeSet(['one']);
    await putSchedule(service, site, 'often', { integrationSet: 'night-IntegrationSet' });
    await quicken(service, site, 'often', 2);
    const [first] = await scheduledRuns(service, site, 2);
    assert.deepEqual([first?.status, first?.trigger], ['Completed', 'schedule']);
    await service.http.post(`/sites/${site}/stop`, { reason: 'stocktake' });
    const before = (await scheduledRuns(service, site, 2)).length;
    const later = await scheduledRuns(service, site, before + 2);
    await service.http.post(`/sites/${site}/schedules/often/disable`);
    const last = later.at(-1)!;
    assert.deepEqual([last.status, last.code], ['Not Run', 'site-stopped'], JSON.stringify(last));
  });

  it('halts what is running when a site is stopped, and lets it finish when it is drained', async () => {
    const site = await peopleSite(service);
    const ask = async (file: string) => {
      await service.http.put(`/sites/${site}/files/${file}`, peopleCsv(100, 5000));
      return (await service.http.post(`/sites/${site}/runs`, { integration: 'people', file })).body.id;
    };
    for (const [mode, status] of [
      ['halt', 'Failed'],
      ['drain', 'Completed'],
    ] as const) {
      const held = await holdTable(service);
      const run = await ask(`${mode}.csv`);
      await untilLoading(service, run, 'insert into');
      const stopping = service.http.post(`/sites/${site}/stop`, { reason: 'stocktake', mode });
      // A halt needs nobody's lock; a drain waits for it.
      if (mode === 'halt') await stopping;
      await held.release();
      assert.equal((await stopping).body.message, `Site ${site} stopped successfully!`);
      assert.equal((await service.http.get(`/runs/${run}`)).body.status, status);
      await service.http.post(`/sites/${site}/start`);
    }
  });
});
