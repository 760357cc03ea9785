import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';

import { siteWorkflowId } from '../../src/model/workflow-ids.js';
import * as messages from '../../src/workflows/messages.js';
import { eventually } from '../support/eventually.js';
import { holdTable } from '../support/hold-table.js';
import { untilLoading } from '../support/loads.js';
import { startService, type TestService } from '../support/service.js';
import { peopleCsv, peopleSite } from '../support/sites.js';

const HOUR = 60 * 60_000;

describe('a site whose worker or execution changes', () => {
  let service: TestService;
  before(async () => (service = await startService()));
  after(() => service.stop());

  const handleOf = (site: string) => service.temporal.workflow.getHandle(siteWorkflowId(site));
  const state = async (site: string) => (await service.http.get(`/sites/${site}`)).body;
  const inFuture = (ahead: number) => new Date(Date.now() + ahead).toISOString();

  async function replaceWorker(): Promise<void> {
    await service.worker.stop();
    service.worker = await service.startWorker();
  }

  /** Asks for runs, which the site refuses, until its execution has continued as new. */
  async function untilContinuedAsNew(site: string): Promise<void> {
    const handle = handleOf(site);
    const { runId } = await handle.describe();
    const ask = () => {
      const request = { run: randomUUID(), site, integration: 'people', parameters: {} };
      return handle.signal(messages.requestRunSignal, { ...request, trigger: 'signal', requestedBy: 'test' });
    };
    await eventually('the site has continued as new', async () => {
      for (let times = 0; times < 5; times++) await ask();
      return (await handle.describe()).runId !== runId;
    });
  }

  async function requestPeople(site: string, first: number): Promise<string> {
    await service.http.put(`/sites/${site}/files/people.csv`, peopleCsv(10, first));
    const { body } = await service.http.post(`/sites/${site}/runs`, { integration: 'people', file: 'people.csv' });
    return body.id;
  }

  it('starts when it was planned, and holds what it was asked for before', async () => {
    const site = await peopleSite(service, { started: false });
    const at = inFuture(HOUR);
    await service.http.post(`/sites/${site}/start`, { at, held: 'run' });
    await replaceWorker();
    assert.deepEqual((await state(site)).plannedStart, { at, by: 'api', held: 'run' });
    await untilContinuedAsNew(site);
    const { plannedStart, held, integrator } = await state(site);
    assert.deepEqual(plannedStart, { at, by: 'api', held: 'run' });
    assert.ok(Number(held) > 100, String(held));
    assert.equal(integrator, 'Stopped');
    const soon = inFuture(1000);
    assert.equal((await service.http.post(`/sites/${site}/start`, { at: soon })).status, 202);
    await replaceWorker();
    await eventually('it is Running', async () => (await state(site)).integrator === 'Running');
    assert.equal((await state(site)).held, 0);
  });

  it('starts late rather than never where no worker was there at the time', async () => {
    const site = await peopleSite(service, { started: false });
    const at = inFuture(500);
    await service.http.post(`/sites/${site}/start`, { at });
    await service.worker.stop();
    await eventually('its time has come', async () => Promise.resolve(Date.now() > Date.parse(at)));
    service.worker = await service.startWorker();
    await eventually('it is Running', async () => (await state(site)).integrator === 'Running');
  });

  it('goes on stopping: it waits for its runs, and halts them at the deadline', async () => {
    const site = await peopleSite(service);
    const held = await holdTable(service);
    const run = await requestPeople(site, 1000);
    await untilLoading(service, run, 'insert into');
    const deadline = inFuture(HOUR);
    const stopping = { reason: 'month end', mode: 'drain' as const, by: 'test' };
    await handleOf(site).signal(messages.stopSiteSignal, { ...stopping, deadline });
    await eventually('it is Stopping', async () => (await state(site)).integrator === 'Stopping');
    await untilContinuedAsNew(site);
    const now = await state(site);
    assert.deepEqual([now.integrator, now.deadline, now.reason], ['Stopping', deadline, 'month end']);
    assert.deepEqual(
      now.runs.map((one) => one.run),
      [run],
    );
    await handleOf(site).signal(messages.stopSiteSignal, { ...stopping, deadline: 'PT1S' });
    await eventually('it is Stopped', async () => (await state(site)).integrator === 'Stopped');
    await held.release();
    const { body } = await service.http.get(`/runs/${run}`);
    assert.equal(body.status, 'Failed');
    assert.match(body.reason, /month end; the deadline of the drain, .* has passed/);
  });

  it('goes on with what it held: each request is run once, in its order', async function () {
    this.timeout(180_000);
    const site = await peopleSite(service, { started: false });
    for (let number = 0; number < 40; number++) {
      await service.http.put(`/sites/${site}/files/${number}.csv`, peopleCsv(1, 5000 + number));
      await service.http.post(`/sites/${site}/runs`, { integration: 'people', file: `${number}.csv` });
    }
    const asked = (await service.http.get(`/sites/${site}/held?limit=500`)).body.items.map(({ run }) => run);
    assert.equal(asked.length, 40);
    await service.http.post(`/sites/${site}/start`, { held: 'run' });
    await eventually('some of them have run', async () => Number((await state(site)).held) < 30);
    await replaceWorker();
    await eventually(
      'all have run',
      async () => (await state(site)).held === 0 && (await state(site)).runs.length === 0,
    );
    const { items } = (await service.http.get(`/sites/${site}/runs?limit=500`)).body;
    assert.deepEqual(
      items.map(({ id, status }) => [id, status]).toReversed(),
      asked.map((run) => [run, 'Completed']),
    );
  });

  it('ends when it is cancelled by hand, also with a start that is planned', async () => {
    const site = await peopleSite(service, { started: false });
    await service.http.post(`/sites/${site}/start`, { at: inFuture(HOUR) });
    await handleOf(site).cancel();
    await assert.rejects(handleOf(site).result());
    assert.deepEqual([(await state(site)).integrator, (await state(site)).plannedStart], ['Stopped', undefined]);
  });

  it('does not grow while nothing happens', async () => {
    const site = await peopleSite(service, { started: false });
    await service.http.post(`/sites/${site}/start`, { at: inFuture(HOUR) });
    const before = (await handleOf(site).describe()).historyLength;
    await replaceWorker();
    for (let times = 0; times < 5; times++) await state(site);
    assert.equal((await handleOf(site).describe()).historyLength, before);
  });
});
