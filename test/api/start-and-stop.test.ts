import assert from 'node:assert/strict';

import { startService, uniqueSite, type TestService } from '../support/service.js';
import { importSite } from './support/import-site.js';
import { assertProblem } from './support/problem.js';
import { holdRun, loadWaits } from './support/start-run.js';

describe('a start and a stop of a site', () => {
  let service: TestService;
  before(async () => (service = await startService()));
  after(() => service.stop());

  const newSite = async (): Promise<string> => {
    const site = uniqueSite();
    assert.equal((await service.http.put(`/sites/${site}`, { kind: 'DEV' })).status, 201);
    return site;
  };
  const start = (site: string) => service.http.post(`/sites/${site}/start`);
  const stop = (site: string, body: unknown = { reason: 'Stopping integration due to stocktake' }) =>
    service.http.post(`/sites/${site}/stop`, body);
  const state = async (site: string) => (await service.http.get(`/sites/${site}`)).body;

  it('are confirmed with the words of the seed', async () => {
    const site = await newSite();
    assert.equal((await state(site)).integrator, 'Stopped');
    const started = await start(site);
    assert.equal(started.status, 200);
    assert.deepEqual(started.body, { message: `Site ${site} started successfully!` });
    assert.equal((await state(site)).integrator, 'Running');
    const stopped = await stop(site);
    assert.equal(stopped.status, 200);
    assert.deepEqual(stopped.body, { message: `Site ${site} stopped successfully!` });
    const { integrator, reason } = await state(site);
    assert.equal(integrator, 'Stopped');
    assert.equal(reason, 'Stopping integration due to stocktake');
  });

  it('change nothing a second time, and say so', async () => {
    const site = await newSite();
    await start(site);
    const startedAgain = await start(site);
    assert.equal(startedAgain.status, 200);
    assert.match(startedAgain.body.message, /started already/);
    await stop(site, { reason: 'first' });
    const stoppedAgain = await stop(site, { reason: 'second' });
    assert.equal(stoppedAgain.status, 200);
    assert.match(stoppedAgain.body.message, /stopped already/);
    assert.equal((await state(site)).reason, 'first');
    const { text } = await service.http.get(`/sites/${site}/log`);
    assert.equal(text.match(/started successfully!/g)?.length, 1);
    assert.equal(text.match(/stopped successfully!/g)?.length, 1);
  });

  it('happen once when 30 ask for it at the same time', async () => {
    const site = await newSite();
    for (const [ask, done] of [
      [() => start(site), `Site ${site} started successfully!`],
      [() => stop(site), `Site ${site} stopped successfully!`],
    ] as const) {
      const answers = await Promise.all(Array.from({ length: 30 }, ask));
      for (const { status, text } of answers) assert.equal(status, 200, text);
      assert.equal(answers.filter(({ body }) => body.message === done).length, 1);
    }
  });

  it('take turns when both are asked for at the same time: the state is the one that was confirmed last', async () => {
    const site = await newSite();
    const asked = await Promise.all([start, stop, start, stop, start, stop].map((ask) => ask(site)));
    for (const { status, text } of asked) assert.ok(status === 200 || status === 409, text);
    const { integrator } = await state(site);
    const { text } = await service.http.get(`/sites/${site}/log`);
    const confirmed = [...text.matchAll(/ (started|stopped) successfully!/g)].map(([, done]) => done);
    confirmed.forEach((done, index) => assert.equal(done, index % 2 === 0 ? 'started' : 'stopped', text));
    assert.equal(integrator, confirmed.at(-1) === 'started' ? 'Running' : 'Stopped', text);
  });

  it('stop needs a reason; without one nothing changes', async () => {
    const things = await importSite(service);
    const { site } = things;
    const held = await holdRun(service, things, 'a.csv');
    for (const body of [undefined, {}, { reason: '' }, { reason: '  ' }]) {
      assertProblem(await stop(site, body ?? ''), 'reason-required', /reason/, /stocktake/);
    }
    const { integrator, runs } = await state(site);
    assert.equal(integrator, 'Running');
    assert.deepEqual(
      runs.map(({ run }) => run),
      [held.run.id],
    );
    assert.equal((await held.release()).status, 'Completed');
  });

  it('stop is refused a mode there is not, naming those there are', async () => {
    const site = await newSite();
    await start(site);
    assertProblem(await stop(site, { reason: 'x', mode: 'kill' }), 'invalid-request', /mode/, /halt/, /drain/);
    assertProblem(await stop(site, { reason: 'x'.repeat(501) }), 'invalid-request', /reason/, /500/);
    assertProblem(await stop(site, { reason: 'x', why: 'y' }), 'invalid-request', /why: there is no such property/);
    assert.equal((await state(site)).integrator, 'Running');
  });

  it('stop halts the run in the middle of it: Failed with the reason, nothing applied', async () => {
    const things = await importSite(service);
    const { run, release } = await holdRun(service, things, 'a.csv');
    const began = Date.now();
    const stopped = await stop(things.site, { reason: 'stocktake' });
    const took = Date.now() - began;
    const halted = await release();
    assert.equal(stopped.body.message, `Site ${things.site} stopped successfully!`);
    assert.equal(halted.id, run.id);
    assert.equal(halted.status, 'Failed');
    assert.equal(halted.code, 'halted');
    assert.equal(halted.reason, `Halted: site ${things.site} was stopped: stocktake`);
    assert.deepEqual(await things.rows(), []);
    assert.ok(took <= 5000, `the halt took ${took} ms`);
  });

  it('stop halts in time also a run that waits for a table somebody else has locked', async () => {
    const { site, table, rows } = await importSite(service);
    await service.http.put(`/sites/${site}/files/a.csv`, 'id,name\n1,one\n');
    const client = await service.target.connect();
    await client.query(`begin; lock table ${table} in access exclusive mode`);
    const { body } = await service.http.post(`/sites/${site}/runs`, { integration: 'things', file: 'a.csv' });
    await loadWaits(service, table);
    const began = Date.now();
    await stop(site, { reason: 'stocktake' });
    const took = Date.now() - began;
    await client.query('rollback');
    client.release();
    const halted = (await service.http.get(`/runs/${body.id}`)).body;
    assert.equal(halted.reason, `Halted: site ${site} was stopped: stocktake`);
    assert.deepEqual(await rows(), []);
    assert.ok(took <= 5000, `the halt took ${took} ms`);
  });

  it('stop by drain lets the run finish, and lets no other begin meanwhile', async () => {
    const things = await importSite(service);
    const { release } = await holdRun(service, things, 'a.csv');
    await service.http.put(`/sites/${things.site}/files/b.csv`, 'id,name\n2,two\n');
    const stopping = stop(things.site, { reason: 'month end', mode: 'drain' });
    // The start is refused only while the site is stopping: so the stop has come before it.
    let started = await start(things.site);
    while (started.status === 200) started = await start(things.site);
    assertProblem(started, 'site-stopping', new RegExp(things.site));
    const refused = await service.http.post(`/sites/${things.site}/runs`, { integration: 'things', file: 'b.csv' });
    assertProblem(refused, 'site-stopping', new RegExp(things.site));
    const ended = await release();
    assert.equal((await stopping).body.message, `Site ${things.site} stopped successfully!`);
    assert.equal(ended.status, 'Completed');
    assert.deepEqual(await things.rows(), [{ id: '1', name: 'one' }]);
  });

  it('stop with a reason that holds odd characters halts and closes the run all the same', async () => {
    const things = await importSite(service);
    const { release } = await holdRun(service, things, 'a.csv');
    const stopped = await stop(things.site, { reason: 'a\0b' });
    if (stopped.status !== 200) {
      assertProblem(stopped, 'invalid-request', /reason/);
      await release();
      return;
    }
    const halted = await release();
    assert.equal(halted.status, 'Failed');
    assert.match(halted.reason, new RegExp(`Halted: site ${things.site} was stopped: a`));
    assert.equal((await state(things.site)).integrator, 'Stopped');
  });
});
