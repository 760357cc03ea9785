import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';

import type { RunRequest } from '../../src/model/run-request.js';
import { siteWorkflowId } from '../../src/model/workflow-ids.js';
import { requestRunSignal } from '../../src/workflows/messages.js';
import { eventually } from '../support/eventually.js';
import type { HttpAnswer } from '../support/http-client.js';
import { startService, type TestService } from '../support/service.js';
import { importSite, type ImportSite } from './support/import-site.js';
import { assertProblem } from './support/problem.js';
import { holdRun, waitForEnd } from './support/start-run.js';

describe('what is asked of a site while it is not Running', () => {
  let service: TestService;
  before(async () => (service = await startService()));
  after(() => service.stop());

  const site = async (name: string) => (await service.http.get(`/sites/${name}`)).body;
  const held = async (name: string, query = '') => (await service.http.get(`/sites/${name}/held${query}`)).body.items;
  const runs = async (name: string) => (await service.http.get(`/sites/${name}/runs?limit=500`)).body.items;
  const start = (name: string, body?: unknown) => service.http.post(`/sites/${name}/start`, body);
  const stop = (name: string, body: unknown = { reason: 'stocktake' }) =>
    service.http.post(`/sites/${name}/stop`, body);

  /** A stopped site with a file for each of these numbers. */
  async function stoppedSite(files = 3): Promise<ImportSite> {
    const things = await importSite(service);
    for (let number = 1; number <= files; number++) {
      await service.http.put(`/sites/${things.site}/files/${number}.csv`, `id,name\n${number},file ${number}\n`);
    }
    await stop(things.site);
    return things;
  }

  async function ask({ site: name }: ImportSite, request: Record<string, unknown>, headers = {}): Promise<void> {
    const refused = await service.http.post(`/sites/${name}/runs`, { integration: 'things', ...request }, headers);
    assertProblem(refused, 'site-stopped');
  }

  async function untilNothingIsHeld(name: string): Promise<void> {
    await eventually('all that was held has run', async () => {
      const { held: count, runs: open } = await site(name);
      return count === 0 && open.length === 0;
    });
  }

  it('is listed in its order: who, when, what; and counted', async () => {
    const things = await stoppedSite();
    const before = Date.now();
    await ask(things, { file: '1.csv', name: 'the first' });
    await ask(things, { file: '2.csv' });
    const [first, second, ...more] = await held(things.site);
    assert.deepEqual(more, []);
    assert.equal((await site(things.site)).held, 2);
    const { run, askedAt, ...rest } = first!;
    assert.match(String(run), /^[0-9a-f-]{36}$/);
    assert.ok(Math.abs(Date.parse(String(askedAt)) - before) < 60_000, String(askedAt));
    assert.deepEqual(rest, {
      integration: 'things',
      name: 'the first',
      file: '1.csv',
      parameters: {},
      trigger: 'manual',
      requestedBy: 'api',
      status: 'held',
    });
    assert.equal(second?.file, '2.csv');
    assert.deepEqual(await runs(things.site), []);
  });

  it('is listed the same when it came by a signal', async () => {
    const { site: name } = await stoppedSite();
    const asked: RunRequest = {
      run: randomUUID(),
      site: name,
      integration: 'things',
      parameters: { week: 7 },
      send: 'changed',
      trigger: 'signal',
      requestedBy: 'the till',
    };
    const handle = service.temporal.workflow.getHandle(siteWorkflowId(name));
    await handle.signal(requestRunSignal, asked);
    await handle.signal(requestRunSignal, asked);
    const [only] = await eventually('it is written down', async () => {
      const items = await held(name);
      return items.length > 0 && items;
    });
    assert.deepEqual(
      { ...only, askedAt: '' },
      {
        run: asked.run,
        integration: 'things',
        send: 'changed',
        parameters: { week: 7 },
        trigger: 'signal',
        requestedBy: 'the till',
        askedAt: '',
        status: 'held',
      },
    );
    // What comes later has been written after both.
    await stop(name);
    assert.equal((await held(name)).length, 1);
  });

  it('is not commenced by a start, but discarded: by whom, and when', async () => {
    const things = await stoppedSite();
    await ask(things, { file: '1.csv' });
    const started = await start(things.site);
    assert.equal(started.status, 200);
    assert.deepEqual(await held(things.site), []);
    const [discarded] = await held(things.site, '?status=discarded');
    assert.equal(discarded?.status, 'discarded');
    assert.equal(discarded.settledBy, 'api');
    assert.ok(Date.parse(String(discarded.settledAt)) >= Date.parse(String(discarded.askedAt)));
    assert.equal((await site(things.site)).held, 0);
    assert.deepEqual(await runs(things.site), []);
    assert.match((await service.http.get(`/sites/${things.site}/log`)).text, /1 discarded/);
  });

  it('is run by a start that says so: each once, one after the other, in its order, under its own id', async () => {
    const things = await stoppedSite();
    // The same key in each file: only the order tells which one is there in the end.
    for (const number of [2, 3, 1]) {
      await service.http.put(`/sites/${things.site}/files/same.csv`, `id,name\n1,number ${number}\n`);
      await ask(things, { file: 'same.csv' });
    }
    const asked = await held(things.site);
    assert.equal((await start(things.site, { held: 'run' })).status, 200);
    await untilNothingIsHeld(things.site);
    assert.deepEqual(
      (await runs(things.site)).map(({ id, status }) => [id, status]).toReversed(),
      asked.map(({ run }) => [run, 'Completed']),
    );
    assert.deepEqual(await things.rows(), [{ id: '1', name: 'number 1' }]);
    const ran = await held(things.site, '?status=run');
    assert.deepEqual(
      ran.map(({ run }) => run),
      asked.map(({ run }) => run),
    );
    // The site notes the last one when it asks for the next, which there is none of.
    await eventually('it is noted by whom each was run', async () =>
      (await held(things.site, '?status=run')).every(({ settledBy }) => settledBy === 'api'),
    );
  });

  it('becomes Not Run where it is refused when its turn comes, and keeps none after it from running', async () => {
    const things = await stoppedSite();
    await ask(things, { file: '1.csv', name: 'taken' });
    await ask(things, { file: '2.csv', name: 'taken' });
    const definition = { schema: { fields: [{ name: 'id' }] }, target: { connection: 'target', table: 't' } };
    await service.http.put(`/sites/${things.site}/integrations/gone`, {
      ...definition,
      target: { ...definition.target, mode: 'insert' },
    });
    await ask(things, { integration: 'gone', file: '1.csv' });
    await service.http.delete(`/sites/${things.site}/integrations/gone`);
    await ask(things, { file: '3.csv' });
    const asked = await held(things.site);
    await start(things.site, { held: 'run' });
    await untilNothingIsHeld(things.site);
    const ended = await Promise.all(asked.map(({ run }) => service.http.get(`/runs/${String(run)}`)));
    assert.deepEqual(
      ended.map(({ body }) => [body.status, body.code]),
      [
        ['Completed', undefined],
        ['Not Run', 'run-name-taken'],
        ['Not Run', 'integration-not-found'],
        ['Completed', undefined],
      ],
    );
  });

  it('stays held where a stop comes before its turn', async () => {
    const things = await stoppedSite();
    await start(things.site);
    const { release } = await holdRun(service, things, 'held.csv');
    await stop(things.site);
    for (const file of ['1.csv', '2.csv', '3.csv']) await ask(things, { file });
    const asked = await held(things.site);
    await start(things.site, { held: 'run' });
    await eventually('the first of them runs', async () => (await site(things.site)).runs.length === 1);
    await stop(things.site, { reason: 'once more' });
    await release();
    assert.match((await waitForEnd(service, String(asked[0]?.run))).reason, /once more/);
    assert.deepEqual(
      (await held(things.site)).map(({ run }) => run),
      asked.slice(1).map(({ run }) => run),
    );
    await start(things.site, { held: 'run' });
    await untilNothingIsHeld(things.site);
    assert.deepEqual(
      (await runs(things.site)).map(({ id }) => id).filter((id) => asked.some(({ run }) => run === id)),
      asked.map(({ run }) => run).toReversed(),
    );
  });

  it('is one request, however often it is asked with one Idempotency-Key', async () => {
    const things = await stoppedSite();
    const key = { 'Idempotency-Key': randomUUID() };
    for (let times = 0; times < 3; times++) await ask(things, { file: '1.csv' }, key);
    const [only, ...more] = await held(things.site);
    assert.deepEqual(more, []);
    await start(things.site);
    await stop(things.site);
    // Discarded, and asked for anew.
    await ask(things, { file: '1.csv' }, key);
    assert.deepEqual(
      (await held(things.site)).map(({ run }) => run),
      [only?.run],
    );
    await start(things.site);
    const { status, body } = await service.http.post(
      `/sites/${things.site}/runs`,
      { integration: 'things', file: '1.csv' },
      { ...key, Prefer: 'wait=30' },
    );
    assert.equal(status, 200);
    assert.equal(body.id, only?.run);
    assert.deepEqual(await held(things.site), []);
  });

  it('is read in pages, and leaves no trace in the history however much it is', async () => {
    const things = await stoppedSite(1);
    const handle = service.temporal.workflow.getHandle(siteWorkflowId(things.site));
    await ask(things, { file: '1.csv', name: 'number 0' });
    const before = (await handle.describe()).historyLength;
    for (let number = 1; number < 120; number++) await ask(things, { file: '1.csv', name: `number ${number}` });
    assert.equal((await handle.describe()).historyLength, before);
    assert.equal((await site(things.site)).held, 120);
    const names: string[] = [];
    for (let next: string | undefined = 'first'; next !== undefined;) {
      const cursor: string = next === 'first' ? '' : `&cursor=${next}`;
      const { body }: HttpAnswer = await service.http.get(`/sites/${things.site}/held?limit=50${cursor}`);
      assert.ok(body.items.length <= 50);
      names.push(...body.items.map(({ name }) => name));
      next = 'next' in body ? body.next : undefined;
    }
    assert.deepEqual(
      names,
      Array.from({ length: 120 }, (_, number) => `number ${number}`),
    );
    assertProblem(await service.http.get(`/sites/${things.site}/held?cursor=nonsense`), 'invalid-request', /cursor/);
  });

  it('is forgotten with its site', async () => {
    const things = await stoppedSite();
    await ask(things, { file: '1.csv' });
    await service.http.delete(`/sites/${things.site}`);
    await service.http.put(`/sites/${things.site}`, { kind: 'DEV' });
    assert.deepEqual(await held(things.site), []);
  });

  it('takes no other choice than discard and run', async () => {
    const { site: name } = await stoppedSite();
    assertProblem(await start(name, { held: 'maybe' }), 'invalid-request', /held/, /discard/, /run/);
    assertProblem(await start(name, { hold: 'run' }), 'invalid-request', /hold: there is no such property/);
    assert.equal((await site(name)).integrator, 'Stopped');
  });
});
