import assert from 'node:assert/strict';

import { holdTable } from '../support/hold-table.js';
import { startService, type TestService } from '../support/service.js';
import { importSite } from './support/import-site.js';
import { assertProblem } from './support/problem.js';

describe('an Idempotency-Key', () => {
  let service: TestService;
  before(async () => (service = await startService()));
  after(() => service.stop());

  const runSite = async () => {
    const things = await importSite(service);
    for (const file of ['a.csv', 'b.csv']) {
      await service.http.put(`/sites/${things.site}/files/${file}`, 'id,name\n1,one\n');
    }
    const ask = (key: string, request: Record<string, unknown> = {}) => {
      const headers = { 'Idempotency-Key': key, Prefer: 'wait=60' };
      return service.http.post(
        `/sites/${things.site}/runs`,
        { integration: 'things', file: 'a.csv', ...request },
        headers,
      );
    };
    const list = async () => (await service.http.get(`/sites/${things.site}/runs?limit=500`)).body.items;
    return { ...things, ask, list };
  };

  it('makes the same request, sent twice, one run', async () => {
    const { ask, list } = await runSite();
    const [first, second] = [await ask('k'), await ask('k')];
    assert.equal(second.status, 200);
    assert.deepEqual(second.body, first.body);
    assert.equal((await list()).length, 1);
  });

  it('makes 20 requests at once one run', async () => {
    const { ask, list } = await runSite();
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask('k')));
    for (const { status, text } of answers) assert.equal(status, 200, text);
    assert.equal(new Set(answers.map(({ body }) => body.id)).size, 1);
    assert.equal((await list()).length, 1);
  });

  it('that is empty is refused: each request would be the same', async () => {
    const { ask, list } = await runSite();
    assertProblem(await ask(''), 'invalid-request', /Idempotency-Key is empty/);
    assert.deepEqual(await list(), []);
  });

  it('finds the run while it is In-Progress', async () => {
    const { ask, list, site, table } = await runSite();
    const held = await holdTable(service, table);
    const request = { integration: 'things', file: 'a.csv' };
    const first = await service.http.post(`/sites/${site}/runs`, request, { 'Idempotency-Key': 'k' });
    assert.equal(first.body.status, 'In-Progress');
    const second = ask('k');
    await held.release();
    assert.equal((await second).body.id, first.body.id);
    assert.equal((await list()).length, 1);
  });

  it('finds the run also when its file name stands for other content by now', async () => {
    const { ask, list, site } = await runSite();
    const first = await ask('k');
    await service.http.put(`/sites/${site}/files/a.csv`, 'id,name\n2,two\n');
    const second = await ask('k');
    assert.equal(second.status, 200, second.text);
    assert.equal(second.body.id, first.body.id);
    assert.equal((await list()).length, 1);
  });

  it('is refused for a different request', async () => {
    const { ask, list } = await runSite();
    const { body } = await ask('k');
    for (const request of [{ file: 'b.csv' }, { name: 'another' }]) {
      assertProblem(await ask('k', request), 'idempotency-key-reused', new RegExp(body.id), /new key/i);
    }
    assert.equal((await list()).length, 1);
  });

  it('makes one run of 10 different requests at once, and tells the others', async () => {
    const { ask, list } = await runSite();
    const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => ask('k', { name: `run ${index}` })));
    const won = answers.filter(({ status }) => status === 200);
    assert.equal(won.length, 1);
    for (const answer of answers) {
      if (answer !== won[0]) assertProblem(answer, 'idempotency-key-reused');
    }
    assert.equal((await list()).length, 1);
  });

  it('of one site says nothing about another', async () => {
    const [one, other] = [await runSite(), await runSite()];
    const [first, second] = [await one.ask('k'), await other.ask('k')];
    assert.equal(second.status, 200);
    assert.notEqual(second.body.id, first.body.id);
  });

  it('that never gave a run can be sent again once the site runs', async () => {
    const { ask, site } = await runSite();
    await service.http.post(`/sites/${site}/stop`, { reason: 'a test' });
    assertProblem(await ask('k'), 'site-stopped');
    await service.http.post(`/sites/${site}/start`);
    const again = await ask('k');
    assert.equal(again.status, 200, again.text);
    assert.equal(again.body.status, 'Completed');
  });

  it('gives the same refusal again for a run that was Not Run', async () => {
    const { ask, list } = await runSite();
    await ask('first', { name: 'taken' });
    assertProblem(await ask('k', { name: 'taken' }), 'run-name-taken');
    const before = (await list()).length;
    assertProblem(await ask('k', { name: 'taken' }), 'run-name-taken');
    assert.equal((await list()).length, before);
  });

  it('makes a rerun, sent twice, one run', async () => {
    const { ask, list } = await runSite();
    const { body } = await ask('k');
    const headers = { 'Idempotency-Key': 'again', Prefer: 'wait=60' };
    const rerun = () => service.http.post(`/runs/${body.id}/rerun`, {}, headers);
    const [first, second] = [await rerun(), await rerun()];
    assert.equal(second.body.id, first.body.id);
    assert.equal((await list()).length, 2);
  });
});
