import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';

import { WorkflowUpdateFailedError } from '@temporalio/client';

import type { RunRequest } from '../../src/model/run-request.js';
import { runWorkflowId, siteWorkflowId } from '../../src/model/workflow-ids.js';
import * as messages from '../../src/workflows/messages.js';
import { eventually } from '../support/eventually.js';
import { startService, type TestService } from '../support/service.js';
import { peopleCsv, peopleSite, runPeople } from '../support/sites.js';

describe("a site's workflow, spoken to by any Temporal client", () => {
  let service: TestService;
  before(async () => (service = await startService()));
  after(() => service.stop());

  const siteOf = (site: string) => service.temporal.workflow.getHandle(siteWorkflowId(site));
  const integratorOf = async (site: string) => (await siteOf(site).query(messages.stateQuery)).integrator;

  const request = (site: string, integration = 'people'): RunRequest => ({
    run: randomUUID(),
    site,
    integration,
    parameters: {},
    trigger: 'signal',
    requestedBy: 'test',
  });

  it('is started and stopped by signals', async () => {
    const site = await peopleSite(service, { started: false });
    await siteOf(site).signal(messages.startSiteSignal, { by: 'test' });
    await eventually('it is Running', async () => (await integratorOf(site)) === 'Running');
    await siteOf(site).signal(messages.stopSiteSignal, { reason: 'stocktake', by: 'test' });
    await eventually('it is Stopped', async () => (await integratorOf(site)) === 'Stopped');
  });

  it('ignores a signal to stop without a reason', async () => {
    const site = await peopleSite(service);
    await siteOf(site).signal(messages.stopSiteSignal, { reason: ' ', by: 'test' });
    await siteOf(site).executeUpdate(messages.startSiteUpdate, { args: [{ by: 'test' }] });
    assert.equal(await integratorOf(site), 'Running');
  });

  it('refuses an Update to stop without a reason before it enters the history', async () => {
    const site = await peopleSite(service);
    await assert.rejects(
      siteOf(site).executeUpdate(messages.stopSiteUpdate, { args: [{ reason: '', by: 'test' }] }),
      WorkflowUpdateFailedError,
    );
    const { events } = await siteOf(site).fetchHistory();
    const accepted = events?.filter((event) => event.workflowExecutionUpdateAcceptedEventAttributes) ?? [];
    const names = accepted.map(
      (event) => event.workflowExecutionUpdateAcceptedEventAttributes?.acceptedRequest?.input?.name,
    );
    assert.deepEqual(names, ['startSite']);
  });

  it('survives messages that make no sense, and says so in its log', async () => {
    const site = await peopleSite(service);
    const handle = siteOf(site);
    for (const [name, ...args] of [
      ['startSite'],
      ['startSite', { by: 'y', held: 'maybe' }],
      ['startSite', { by: 'y', at: 'tomorrow' }],
      ['startSite', { by: 'y', at: '9999-12-31T00:00:00Z' }],
      ['stopSite'],
      ['stopSite', {}],
      ['stopSite', { reason: 'x', by: 'y', mode: 'maybe' }],
      ['stopSite', { reason: 'a\u0000b', by: 'y' }],
      ['stopSite', { reason: 'x', by: 'y', mode: 'drain', deadline: 'P1000D' }],
      ['stopSite', { reason: 'x', by: 'y', deadline: 'PT1M' }],
      ['requestRun'],
      ['requestRun', { ...request(site), run: 'nightly' }],
      ['requestRun', { ...request(site), site: 'OTHER' }],
      ['requestRun', { ...request(site), integration: 7 }],
      ['requestRun', { ...request(site), parameters: null }],
      ['requestRun', { ...request(site), parameters: { week: 'a\u0000b' } }],
    ] as [string, ...unknown[]][]) {
      await handle.signal(name, ...args);
    }
    const log = await eventually('the last one is in the log', async () => {
      const lines = await handle.query(messages.logQuery);
      return lines.some((line) => line.includes('requestRun takes')) && lines;
    });
    assert.ok(log.some((line) => line.includes('Stopping a site needs a reason')));
    assert.ok(log.some((line) => line.includes('startSite takes {by}')));
    assert.ok(log.some((line) => line.includes('startSite takes at')));
    assert.ok(log.some((line) => line.includes('with mode: drain, a deadline')));
    const stopped = await service.http.post(`/sites/${site}/stop`, { reason: 'stocktake' });
    assert.equal(stopped.body.message, `Site ${site} stopped successfully!`);
  });

  it('keeps no trace of a refusal that changes nothing, so that a stopped site can refuse for ever', async () => {
    const site = await peopleSite(service, { started: false });
    const ask = () => service.http.post(`/sites/${site}/runs`, { integration: 'people', file: 'people.csv' });
    await service.http.put(`/sites/${site}/files/people.csv`, peopleCsv(1));
    assert.equal((await ask()).body.code, 'site-stopped');
    const before = (await siteOf(site).describe()).historyLength;
    for (let times = 0; times < 5; times++) assert.equal((await ask()).body.code, 'site-stopped');
    assert.equal((await siteOf(site).describe()).historyLength, before);
  });

  it('starts a run that is requested by signal, and one only however often it is asked', async () => {
    const site = await peopleSite(service, { definition: { source: undefined } });
    const { body } = await runPeople(service, site, peopleCsv(5));
    const file = { name: 'people.csv', sha256: body.file.sha256, bytes: body.file.bytes };
    const asked = { ...request(site), file };
    await siteOf(site).signal(messages.requestRunSignal, asked);
    await siteOf(site).signal(messages.requestRunSignal, asked);
    await eventually('the run has ended', async () => {
      const { body: run } = await service.http.get(`/runs/${asked.run}`);
      return run.status === 'Completed';
    });
    const run = service.temporal.workflow.getHandle(runWorkflowId(asked.run));
    await run.result();
    const { runId } = await run.describe();
    await siteOf(site).signal(messages.requestRunSignal, asked);
    await eventually(
      'the site has no open run',
      async () => (await siteOf(site).query(messages.stateQuery)).runs.length === 0,
    );
    assert.equal((await run.describe()).runId, runId);
    const { body: list } = await service.http.get(`/sites/${site}/runs`);
    assert.equal(list.items.length, 2);
  });

  it('writes a refused signal for a run into its log and marks the task Pending Changed', async () => {
    const site = await peopleSite(service, { started: false });
    await siteOf(site).signal(messages.requestRunSignal, request(site));
    assert.deepEqual(await siteOf(site).query(messages.tasksQuery), { people: 'Pending Changed' });
    const log = await siteOf(site).query(messages.logQuery);
    assert.match(log.at(-1) ?? '', /\(7\): Site \S+ is stopped: the run of people was not started/);
  });

  it('writes down a run of an integration nobody knows as Not Run, with the cause', async () => {
    const site = await peopleSite(service);
    const asked = request(site, 'nothing');
    await siteOf(site).signal(messages.requestRunSignal, asked);
    const run = await eventually('the run is written down', async () => {
      const { status, body } = await service.http.get(`/runs/${asked.run}`);
      return status === 200 && body;
    });
    assert.equal(run.status, 'Not Run');
    assert.match(run.reason, /has no integration nothing/);
  });

  it('can be searched for, with what it is and how it is, in the Web UI', async () => {
    const site = await peopleSite(service);
    const { body } = await runPeople(service, site, peopleCsv(5));
    const handle = service.temporal.workflow.getHandle(body.temporal.workflowId);
    await handle.result();
    const described = await handle.describe();
    const attributes = Object.fromEntries(
      [...described.typedSearchAttributes.getAll()].map(({ key, value }) => [key.name, value]),
    );
    assert.equal(attributes.IntegratorSite, site);
    assert.equal(attributes.IntegratorIntegration, 'people');
    assert.equal(attributes.IntegratorRunName, body.name);
    assert.equal(attributes.IntegratorStatus, 'Completed');
    assert.equal(attributes.IntegratorTrigger, 'manual');
    assert.equal(await described.staticSummary(), `Run of people on ${site}`);
    assert.match((await described.staticDetails()) ?? '', /people\.csv/);
    const history = await handle.fetchHistory();
    const started = history.events?.[0]?.workflowExecutionStartedEventAttributes;
    assert.equal(started?.parentWorkflowExecution?.workflowId, `site/${site}`);
  });

  it('keeps what a failure says within what a history can hold', async () => {
    const site = await peopleSite(service);
    const columns = Array.from({ length: 40_000 }, (_, index) => `column_${index}`);
    const { body } = await runPeople(service, site, `${columns.join(',')}\n1\n`);
    assert.equal(body.code, 'header-invalid');
    assert.ok(body.reason.length < 3000, `${body.reason.length} characters`);
    const { historySize } = await siteOf(site).describe();
    assert.ok((historySize ?? 0) < 50_000, `${historySize ?? 0} bytes`);
  });

  it('needs fewer than 60 history events for a run, and none of a file is in them', async () => {
    const site = await peopleSite(service);
    const { body } = await runPeople(service, site, peopleCsv(2000).replace('Person 7,', 'Secretive,'));
    const history = await service.temporal.workflow.getHandle(body.temporal.workflowId).fetchHistory();
    assert.ok((history.events?.length ?? 0) < 60, `${history.events?.length ?? 0} events`);
    assert.doesNotMatch(Buffer.from(JSON.stringify(history)).toString(), /Secretive|U2VjcmV0aXZl/);
  });
});
