import assert from 'node:assert/strict';

import { textsIn } from '../api/support/canaries/what-was-said.js';
import type { PayloadEncryption } from '../../src/codec/payload-encryption.js';
import { siteWorkflowId } from '../../src/model/workflow-ids.js';
import { eventually } from '../support/eventually.js';
import { holdTable } from '../support/hold-table.js';
import { untilLoading } from '../support/loads.js';
import { startService, type TestService } from '../support/service.js';
import { peopleCsv, peopleSite, runPeople } from '../support/sites.js';
import { encryptionWith } from './support/keys.js';
import { startParts, type Parts } from './support/parts.js';

describe('the keys of payloads, when they change', function () {
  this.timeout(120_000);
  let service: TestService;
  let parts: Parts;
  beforeEach(async () => (service = await startService({ worker: false })));
  afterEach(async () => {
    await parts.stop();
    await service.stop();
  });

  async function goOnWith(encryption: PayloadEncryption | undefined): Promise<void> {
    await parts.stop();
    parts = await startParts(service, encryption);
  }

  /** Leaves a run in the middle of its load when the keys change; it is to end as if nothing had happened. */
  async function changeInMidRun(site: string, next: PayloadEncryption | undefined): Promise<void> {
    const held = await holdTable(service);
    await parts.service.http.put(`/sites/${site}/files/people.csv`, peopleCsv(10));
    const asked = await parts.service.http.post(`/sites/${site}/runs`, { integration: 'people', file: 'people.csv' });
    await untilLoading(service, asked.body.id, 'insert into');
    await goOnWith(next);
    await held.release();
    const { http } = parts.service;
    const ended = await eventually('the run has ended', async () => {
      const { body } = await http.get(`/runs/${asked.body.id}`);
      return body.status !== 'In-Progress' && body;
    });
    assert.equal(ended.status, 'Completed', ended.reason);
    assert.equal((await http.get(`/sites/${site}`)).body.integrator, 'Running');
    assert.match((await http.get(`/sites/${site}/log`)).text, /started successfully![^]*Run .* Completed/);
  }

  /** Which keys the site's history names, in the order they came. */
  async function keysNamed(site: string): Promise<string[]> {
    const { events } = await service.temporal.workflow.getHandle(siteWorkflowId(site)).fetchHistory();
    const named = textsIn(events, '').filter(({ where }) => where.endsWith('.encryption-key-id'));
    return [...new Set(named.map(({ text }) => text))];
  }

  it('leave what was begun unencrypted to go on, and encrypt from then on', async () => {
    parts = await startParts(service, undefined);
    const site = await peopleSite(parts.service);
    await changeInMidRun(site, encryptionWith('k1'));
    assert.equal((await runPeople(parts.service, site, peopleCsv(5))).body.status, 'Completed');
    assert.deepEqual(await keysNamed(site), ['k1']);
  });

  it('are rotated in mid-run: what the old one has encrypted is read, what comes is encrypted with the new one', async () => {
    parts = await startParts(service, encryptionWith('k1'));
    const site = await peopleSite(parts.service);
    await changeInMidRun(site, encryptionWith('k2', 'k1'));
    assert.equal((await runPeople(parts.service, site, peopleCsv(5))).body.status, 'Completed');
    assert.deepEqual(await keysNamed(site), ['k1', 'k2']);
  });

  it('stop a site while its key is missing, and let it go on when that is back', async () => {
    parts = await startParts(service, encryptionWith('k1'));
    const site = await peopleSite(parts.service);
    await goOnWith(encryptionWith('k2'));
    const handle = service.temporal.workflow.getHandle(siteWorkflowId(site));
    await handle.signal('startSite', { by: 'test' });
    await eventually('a task of the site has failed', async () => {
      const { events } = await handle.fetchHistory();
      return events?.some(({ workflowTaskFailedEventAttributes: failed }) => Boolean(failed));
    });
    await goOnWith(encryptionWith('k2', 'k1'));
    assert.equal((await runPeople(parts.service, site, peopleCsv(5))).body.status, 'Completed');
  });
});
