import assert from 'node:assert/strict';

import { eventually } from '../support/eventually.js';
import { holdTable } from '../support/hold-table.js';
import { lookAtTarget, untilLoading } from '../support/loads.js';
import { startService, type TestService } from '../support/service.js';
import { peopleCsv, peopleSite } from '../support/sites.js';

describe('stopping a site in the middle of a run', () => {
  let service: TestService;
  before(async () => (service = await startService()));
  after(() => service.stop());

  /** No test leaves a load waiting to the next. */
  const holding: Awaited<ReturnType<typeof holdTable>>[] = [];
  afterEach(() => Promise.all(holding.splice(0).map((held) => held.release())));
  async function holdPeople(): ReturnType<typeof holdTable> {
    const held = await holdTable(service);
    holding.push(held);
    return held;
  }

  async function request(site: string, csv: string, file = 'people.csv'): Promise<string> {
    await service.http.put(`/sites/${site}/files/${file}`, csv);
    const { body } = await service.http.post(`/sites/${site}/runs`, { integration: 'people', file });
    return body.id;
  }

  it('halts a load of 200,000 records: nothing applied, nothing left behind, Failed with the reason', async () => {
    const site = await peopleSite(service);
    // It cannot end before it has heard of the stop.
    await holdPeople();
    const run = await request(site, peopleCsv(200_000));
    await untilLoading(service, run);
    const stopped = await service.http.post(`/sites/${site}/stop`, { reason: 'stocktake' });
    assert.equal(stopped.body.message, `Site ${site} stopped successfully!`);
    const { body } = await service.http.get(`/runs/${run}`);
    assert.equal(body.status, 'Failed');
    assert.equal(body.reason, `Halted: site ${site} was stopped: stocktake`);
    assert.equal(body.counts.applied, 0);
    assert.deepEqual(await lookAtTarget(service), { people: 0, leftBehind: 0 });
  });

  it('halts 20 loads that are in the middle of writing to the target, none of them half applied', async () => {
    const site = await peopleSite(service);
    const held = await holdPeople();
    const numbers = Array.from({ length: 20 }, (_, index) => index);
    const runs = await Promise.all(numbers.map((n) => request(site, peopleCsv(100, 1 + n * 100), `people-${n}.csv`)));
    await Promise.all(runs.map((run) => untilLoading(service, run, 'insert into')));
    const stopped = await service.http.post(`/sites/${site}/stop`, { reason: 'stocktake' });
    assert.equal(stopped.status, 200);
    const seen = await Promise.all(runs.map((run) => service.http.get(`/runs/${run}`)));
    assert.deepEqual(new Set(seen.map(({ body }) => body.status)), new Set(['Failed']));
    assert.deepEqual(await lookAtTarget(service), { people: 0, leftBehind: 0 });
    await held.release();
    assert.deepEqual(await lookAtTarget(service), { people: 0, leftBehind: 0 });
  });

  it('lets running runs finish first when it is drained, and takes no new ones meanwhile', async () => {
    const site = await peopleSite(service);
    const held = await holdPeople();
    const run = await request(site, peopleCsv(10));
    await untilLoading(service, run, 'insert into');
    const draining = service.http.post(`/sites/${site}/stop`, { reason: 'month end', mode: 'drain' });
    const handle = service.temporal.workflow.getHandle(`site/${site}`);
    await eventually('the site is stopping', async () => {
      const { integrator } = await handle.query<{ integrator: string }>('state');
      return integrator === 'Stopping';
    });
    const refused = await service.http.post(`/sites/${site}/runs`, { integration: 'people', file: 'people.csv' });
    assert.equal(refused.body.code, 'site-stopping');
    const notYet = await service.http.post(`/sites/${site}/start`);
    assert.equal(notYet.body.code, 'site-stopping');
    await held.release();
    assert.equal((await draining).body.message, `Site ${site} stopped successfully!`);
    const { body } = await service.http.get(`/runs/${run}`);
    assert.equal(body.status, 'Completed');
  });

  it('halts what a drain still waits for when it is stopped again', async () => {
    const site = await peopleSite(service);
    await holdPeople();
    const run = await request(site, peopleCsv(10, 500));
    await untilLoading(service, run, 'insert into');
    const draining = service.http.post(`/sites/${site}/stop`, { reason: 'month end', mode: 'drain' });
    const halted = await service.http.post(`/sites/${site}/stop`, { reason: 'too slow', mode: 'halt' });
    assert.equal(halted.status, 200);
    assert.equal((await draining).status, 200);
    const { body } = await service.http.get(`/runs/${run}`);
    assert.equal(body.status, 'Failed');
    assert.match(body.reason, /^Halted: site \S+ was stopped: (too slow|month end)$/);
  });
});
