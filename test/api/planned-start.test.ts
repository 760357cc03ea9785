import assert from 'node:assert/strict';

import { eventually } from '../support/eventually.js';
import type { AnswerBody } from '../support/http-client.js';
import { startService, uniqueSite, type TestService } from '../support/service.js';
import { assertProblem } from './support/problem.js';

const HOUR = 60 * 60_000;

describe('a start that is planned', () => {
  let service: TestService;
  before(async () => (service = await startService()));
  after(() => service.stop());

  const state = async (site: string) => (await service.http.get(`/sites/${site}`)).body;
  const log = async (site: string) => (await service.http.get(`/sites/${site}/log`)).text;
  const start = (site: string, body?: unknown) => service.http.post(`/sites/${site}/start`, body);
  const inFuture = (ahead: number) => new Date(Date.now() + ahead).toISOString();

  async function stoppedSite(): Promise<string> {
    const site = uniqueSite();
    assert.equal((await service.http.put(`/sites/${site}`, { kind: 'DEV' })).status, 201);
    return site;
  }

  async function sitePlannedFor(at: string): Promise<string> {
    const site = await stoppedSite();
    const planned = await start(site, { at });
    assert.equal(planned.status, 202, planned.text);
    return site;
  }

  async function audit(site: string): Promise<AnswerBody[]> {
    const { items } = (await service.http.get(`/sites/${site}/audit`)).body;
    return items.filter(({ change }) => change === undefined);
  }

  it('is confirmed with its time, shown, and leaves the site Stopped until then', async () => {
    const site = await stoppedSite();
    const at = inFuture(HOUR);
    const { status, body } = await start(site, { at, held: 'run' });
    assert.equal(status, 202);
    assert.deepEqual(body, { message: `Site ${site} will start at ${at}`, startAt: at });
    const { integrator, plannedStart } = await state(site);
    assert.equal(integrator, 'Stopped');
    assert.deepEqual(plannedStart, { at, by: 'api', held: 'run' });
    assert.match(await log(site), new RegExp(`Site ${site} will start at ${at}, planned by api`));
  });

  it('is taken with any offset', async () => {
    const at = Math.ceil((Date.now() + HOUR) / 1000) * 1000;
    const local = new Date(at + 5.5 * HOUR).toISOString().replace('.000Z', '+05:30');
    const site = await sitePlannedFor(local);
    assert.deepEqual((await state(site)).plannedStart, { at: new Date(at).toISOString(), by: 'api', held: 'discard' });
  });

  it('comes at its time, as asked for by the one who planned it', async () => {
    const at = inFuture(1000);
    const site = await sitePlannedFor(at);
    const { plannedStart } = await eventually('the site is Running', async () => {
      const now = await state(site);
      return now.integrator === 'Running' && now;
    });
    assert.equal(plannedStart, undefined);
    assert.match(await log(site), new RegExp(`Starting site ${site}, planned by api`));
    const [started, planned] = await audit(site);
    assert.deepEqual(
      [started?.action, started?.by, planned?.action, planned?.by],
      ['start', 'api', 'plan-start', 'api'],
    );
    assert.ok(Date.parse(String(started?.at)) >= Date.parse(at), String(started?.at));
  });

  for (const [by, cancel, said] of [
    ['a start by hand', (site: string) => start(site), /started by hand/],
    ['a stop by hand', (site: string) => service.http.post(`/sites/${site}/stop`, { reason: 'x' }), /stopped by hand/],
    ['who takes it back', (site: string) => service.http.delete(`/sites/${site}/start`), /taken back/],
    ['another plan', (site: string) => start(site, { at: inFuture(2 * HOUR) }), /another start was planned/],
  ] as const) {
    it(`is cancelled by ${by}, which the log and the audit say`, async () => {
      const at = inFuture(HOUR);
      const site = await sitePlannedFor(at);
      const { status, text } = await cancel(site);
      assert.ok(status < 300, text);
      const { plannedStart } = await state(site);
      assert.notEqual((plannedStart as { at: string } | undefined)?.at, at);
      assert.match(await log(site), /cancelled by api/);
      const cancelled = (await audit(site)).find(({ action }) => action === 'cancel-plan');
      assert.equal(cancelled?.startAt, at);
      assert.match(cancelled.reason, said);
    });
  }

  it('that is none is taken back without harm', async () => {
    const site = await stoppedSite();
    assert.equal((await service.http.delete(`/sites/${site}/start`)).status, 204);
    assert.deepEqual(await audit(site), []);
  });

  it('is refused a site that is Running', async () => {
    const site = await stoppedSite();
    await start(site);
    assertProblem(await start(site, { at: inFuture(HOUR) }), 'site-not-stopped', new RegExp(site));
    assert.equal((await state(site)).plannedStart, undefined);
  });

  it('is refused a time that has passed, is too far, or is none', async () => {
    const site = await stoppedSite();
    for (const at of [inFuture(-1000), inFuture(400 * 24 * HOUR), '2099-13-01T00:00:00Z', '18:00', 'PT10M', 7]) {
      assertProblem(await start(site, { at }), 'invalid-request', /at: /);
    }
    assertProblem(await start(site, { at: '2099-01-01T00:00:00' }), 'invalid-request', /offset/);
    assert.equal((await state(site)).plannedStart, undefined);
  });

  it('goes with its site', async () => {
    const site = await sitePlannedFor(inFuture(HOUR));
    assert.equal((await service.http.delete(`/sites/${site}`)).status, 204);
    await service.http.put(`/sites/${site}`, { kind: 'DEV' });
    assert.equal((await state(site)).plannedStart, undefined);
    assert.match((await audit(site))[0]?.reason ?? '', /deleted/);
  });
});
