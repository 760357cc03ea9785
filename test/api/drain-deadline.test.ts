import assert from 'node:assert/strict';

import { eventually } from '../support/eventually.js';
import { startService, type TestService } from '../support/service.js';
import { importSite } from './support/import-site.js';
import { assertProblem } from './support/problem.js';
import { holdRun, waitForEnd } from './support/start-run.js';

const HOUR = 60 * 60_000;

describe('the deadline of a drain', () => {
  let service: TestService;
  before(async () => (service = await startService()));
  after(() => service.stop());

  const state = async (site: string) => (await service.http.get(`/sites/${site}`)).body;
  const stop = (site: string, body: unknown) => service.http.post(`/sites/${site}/stop`, body);
  const inFuture = (ahead: number) => new Date(Date.now() + ahead).toISOString();

  /** Of the audit of the site, what is of its Integrator, newest first. */
  async function startsAndStops(site: string) {
    const { items } = (await service.http.get(`/sites/${site}/audit`)).body;
    return items.filter(({ action }) => ['start', 'stop', 'deadline'].includes(String(action)));
  }

  /** A site that drains as asked for, and waits for one run. */
  async function drainingSite(body: object) {
    const things = await importSite(service);
    const { site } = things;
    const { run, release } = await holdRun(service, things, 'a.csv');
    const stopped = stop(site, { reason: 'month end', mode: 'drain', ...body });
    await eventually('it is Stopping', async () => (await state(site)).integrator === 'Stopping');
    return { ...things, run, release, stopped };
  }

  it('is shown while the site is Stopping, with the runs it waits for: their step, since when', async () => {
    const deadline = inFuture(HOUR);
    const { site, run, release, stopped } = await drainingSite({ deadline });
    const now = await state(site);
    await release();
    assert.equal(now.deadline, deadline);
    assert.deepEqual(now.runs, [
      { run: run.id, integration: 'things', name: run.name, startedAt: run.startedAt, step: 'load' },
    ]);
    assert.equal((await stopped).body.message, `Site ${site} stopped successfully!`);
    const after = await state(site);
    assert.deepEqual([after.integrator, after.deadline, after.runs], ['Stopped', undefined, []]);
  });

  it('turns it into a halt: the runs are Failed and say so', async () => {
    const { site, run, release, stopped, rows } = await drainingSite({ deadline: 'PT1S' });
    assert.equal((await stopped).body.message, `Site ${site} stopped successfully!`);
    const halted = await waitForEnd(service, run.id);
    await release();
    assert.equal(halted.status, 'Failed');
    assert.match(
      halted.reason,
      new RegExp(`^Halted: site ${site} was stopped: month end; the deadline of the drain, .*Z, has passed$`),
    );
    assert.deepEqual(await rows(), []);
    const items = await startsAndStops(site);
    assert.deepEqual(
      items.map(({ action, reason }) => [action, reason]),
      [
        ['deadline', 'month end'],
        ['stop', 'month end'],
        ['start', undefined],
      ],
    );
    assert.equal(items[0]?.deadline, items[1]?.deadline);
    assert.match((await service.http.get(`/sites/${site}/log`)).text, /the deadline of its drain, .*, has passed/);
  });

  it('is the one that was set last, and none is needed for a halt', async () => {
    const { site, run, release, stopped } = await drainingSite({});
    assert.equal((await state(site)).deadline, undefined);
    const later = [inFuture(2 * HOUR), inFuture(HOUR), inFuture(3 * HOUR)];
    const waiting = [];
    for (const deadline of later) {
      waiting.push(stop(site, { reason: 'changed my mind', mode: 'drain', deadline }));
      await eventually('the deadline is set', async () => (await state(site)).deadline === deadline);
    }
    // One that names no deadline only waits.
    waiting.push(stop(site, { reason: 'me too', mode: 'drain' }));
    assert.equal((await state(site)).deadline, later.at(-1));
    const halted = await stop(site, { reason: 'too slow' });
    assert.equal(halted.status, 200);
    for (const one of [stopped, ...waiting]) assert.equal((await one).status, 200);
    assert.match((await waitForEnd(service, run.id)).reason, /was stopped: too slow$/);
    await release();
    const items = await startsAndStops(site);
    assert.deepEqual(
      items.map(({ action, reason, mode, deadline }) => [action, reason, mode, deadline]),
      [
        ['stop', 'too slow', 'halt', undefined],
        ...later.toReversed().map((deadline) => ['stop', 'changed my mind', 'drain', deadline]),
        ['stop', 'month end', 'drain', undefined],
        ['start', undefined, undefined, undefined],
      ],
    );
  });

  it('is refused where it makes no sense, and the site goes on', async () => {
    const { site } = await importSite(service);
    for (const deadline of ['tomorrow', 'PT', 'P1M', 'PT0S', '18:00', inFuture(-1000), 'P400D', 5]) {
      assertProblem(await stop(site, { reason: 'x', mode: 'drain', deadline }), 'invalid-request', /deadline/);
    }
    assertProblem(await stop(site, { reason: 'x', deadline: 'PT1M' }), 'invalid-request', /deadline/, /drain/);
    assert.equal((await state(site)).integrator, 'Running');
  });
});
