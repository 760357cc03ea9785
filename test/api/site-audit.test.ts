import assert from 'node:assert/strict';

import { siteWorkflowId } from '../../src/model/workflow-ids.js';
import { startSiteSignal, stopSiteSignal } from '../../src/workflows/messages.js';
import { eventually } from '../support/eventually.js';
import type { HttpAnswer } from '../support/http-client.js';
import { startService, uniqueSite, type TestService } from '../support/service.js';
import { assertProblem } from './support/problem.js';

describe('the audit of a site', () => {
  let service: TestService;
  before(async () => (service = await startService()));
  after(() => service.stop());

  /** What was done to its Integrator: without what was defined of it. */
  const audit = async (site: string, query = '') => {
    const { body } = await service.http.get(`/sites/${site}/audit${query}`);
    return { ...body, items: body.items.filter(({ change }) => change === undefined) };
  };

  async function newSite(): Promise<string> {
    const site = uniqueSite();
    await service.http.put(`/sites/${site}`, { kind: 'DEV' });
    return site;
  }

  it('has every start and stop, newest first: who, when, what, why', async () => {
    const site = await newSite();
    assert.deepEqual((await audit(site)).items, []);
    const began = Date.now();
    await service.http.post(`/sites/${site}/start`, { held: 'run' });
    await service.http.post(`/sites/${site}/stop`, { reason: 'stocktake', mode: 'drain' });
    const { items } = await audit(site);
    for (const { at } of items) assert.ok(Math.abs(Date.parse(String(at)) - began) < 60_000, String(at));
    assert.deepEqual(
      items.map((item) => ({ ...item, at: '' })),
      [
        { at: '', action: 'stop', by: 'api', reason: 'stocktake', mode: 'drain' },
        { at: '', action: 'start', by: 'api', held: 'run' },
      ],
    );
  });

  it('has those that came by signal, and by whom', async () => {
    const site = await newSite();
    const handle = service.temporal.workflow.getHandle(siteWorkflowId(site));
    await handle.signal(startSiteSignal, { by: 'the night watch' });
    await handle.signal(stopSiteSignal, { by: 'the day watch', reason: 'fire' });
    const { items } = await eventually('both are written', async () => {
      const page = await audit(site);
      return page.items.length === 2 && page;
    });
    assert.deepEqual(
      items.map(({ action, by, reason }) => [action, by, reason]),
      [
        ['stop', 'the day watch', 'fire'],
        ['start', 'the night watch', undefined],
      ],
    );
  });

  it('has nothing of what changed nothing', async () => {
    const site = await newSite();
    for (const times of [1, 2]) await service.http.post(`/sites/${site}/start`, undefined, { 'X-Time': String(times) });
    for (const reason of ['first', 'second']) await service.http.post(`/sites/${site}/stop`, { reason });
    assert.deepEqual(
      (await audit(site)).items.map(({ action, reason }) => [action, reason]),
      [
        ['stop', 'first'],
        ['start', undefined],
      ],
    );
  });

  it('is read in pages', async () => {
    const site = await newSite();
    for (const reason of ['1', '2', '3']) {
      await service.http.post(`/sites/${site}/start`);
      await service.http.post(`/sites/${site}/stop`, { reason });
    }
    const said: string[] = [];
    for (let next: string | undefined = 'first'; next !== undefined;) {
      const cursor: string = next === 'first' ? '' : `&cursor=${next}`;
      const { body }: HttpAnswer = await service.http.get(`/sites/${site}/audit?limit=4${cursor}`);
      said.push(...body.items.map(({ action, reason }) => `${String(action)} ${reason}`));
      next = 'next' in body ? body.next : undefined;
    }
    const starts = 'start undefined';
    assert.deepEqual(said, ['stop 3', starts, 'stop 2', starts, 'stop 1', starts, 'make undefined']);
    assertProblem(await service.http.get(`/sites/${site}/audit?cursor=x`), 'invalid-request', /cursor/);
  });

  it('outlives its site', async () => {
    const site = await newSite();
    await service.http.post(`/sites/${site}/start`);
    await service.http.post(`/sites/${site}/stop`, { reason: 'for good' });
    await service.http.delete(`/sites/${site}`);
    assertProblem(await service.http.get(`/sites/${site}/audit`), 'site-not-found');
    await service.http.put(`/sites/${site}`, { kind: 'DEV' });
    assert.equal((await audit(site)).items[0]?.reason, 'for good');
  });
});
