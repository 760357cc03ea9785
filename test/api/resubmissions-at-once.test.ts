import assert from 'node:assert/strict';

import { startService, type TestService } from '../support/service.js';
import { assertProblem } from './support/problem.js';
import { RATES, ratesSite } from './support/rates-site.js';

describe('resubmissions that come at once, or again', () => {
  let service: TestService;
  before(async () => (service = await startService()));
  after(() => service.stop());

  /** A target that takes a record twice if it is sent twice. */
  const keyless = {
    schema: { fields: [{ name: 'id' }, { name: 'name', constraints: { required: true } }] },
    columns: 'id text, name text not null',
    mode: 'insert',
  };

  it('of different records of a run are each a run with a name of its own', async () => {
    const { run, resubmit, rows } = await ratesSite(service, keyless);
    const parent = await run(`id,name\n0,zero\n${Array.from({ length: 8 }, (_, index) => `${index + 1},\n`).join('')}`);
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        resubmit(parent, { records: [{ record: index + 2, values: { name: 'x' } }] }),
      ),
    );
    // One file name at a time: the others say so, and take their turn.
    const names = answers.filter(({ status }) => status === 200).map(({ body }) => body.name);
    assert.equal(new Set(names).size, names.length);
    for (const answer of answers) if (answer.status !== 200) assertProblem(answer, 'file-in-use');
    assert.equal((await rows()).length, 1 + names.length);
  });

  it('of the same record bring it once', async () => {
    const { run, resubmit, rows } = await ratesSite(service, keyless);
    const parent = await run('id,name\n1,one\n2,\n');
    const request = { records: [{ record: 2, values: { name: 'two' } }] };
    const answers = await Promise.all(Array.from({ length: 8 }, () => resubmit(parent, request)));
    assert.equal(answers.filter(({ status }) => status === 200).length, 1);
    for (const { status, body } of answers) {
      if (status !== 200) assert.ok(['reject-resolved', 'file-in-use'].includes(body.code), body.code);
    }
    assert.deepEqual(await rows(), [
      { id: '1', name: 'one' },
      { id: '2', name: 'two' },
    ]);
  });

  it('with the same Idempotency-Key are one run, also when the rejects are resolved by then', async () => {
    const { site, run, resubmit, reject } = await ratesSite(service);
    const parent = await run(RATES);
    const request = { records: [{ record: 2, values: { name: 'two' } }] };
    const key = { 'Idempotency-Key': 'k' };
    const answers = await Promise.all(Array.from({ length: 10 }, () => resubmit(parent, request, key)));
    for (const { status, text } of answers) assert.equal(status, 200, text);
    assert.equal(new Set(answers.map(({ body }) => body.id)).size, 1);
    const again = await resubmit(parent, request, key);
    assert.equal(again.status, 200, again.text);
    assert.equal(again.body.id, answers[0]?.body.id);
    assert.equal((await reject(parent, 2)).resolvedBy, again.body.id);
    const { items } = (await service.http.get(`/sites/${site}/runs`)).body;
    assert.equal(items.length, 2);
  });

  it('with the same Idempotency-Key and other corrections are refused, and mix nothing up', async () => {
    const { run, resubmit, rejects } = await ratesSite(service);
    const parent = await run(RATES);
    const key = { 'Idempotency-Key': 'k' };
    const requests = [
      { records: [{ record: 2, values: { name: 'two' } }] },
      { records: [{ record: 3, values: { rate: '3' } }] },
      { records: [{ record: 4, values: { name: 'four', rate: '4' } }] },
    ];
    const answers = await Promise.all(requests.map((request) => resubmit(parent, request, key)));
    const won = answers.findIndex(({ status }) => status === 200);
    answers.forEach((answer, index) => {
      if (index !== won) assertProblem(answer, 'idempotency-key-reused', /new key/);
    });
    const resolved = (await rejects(parent)).filter(({ resolvedBy }) => resolvedBy !== undefined);
    assert.deepEqual(
      resolved.map(({ record }) => record),
      [won + 2],
    );
  });

  it('with an Idempotency-Key that never gave a run can be sent again once the site runs', async () => {
    const { site, run, resubmit, reject } = await ratesSite(service);
    const parent = await run(RATES);
    const key = { 'Idempotency-Key': 'k' };
    await service.http.post(`/sites/${site}/stop`, { reason: 'a test' });
    const wrong = { records: [{ record: 3, values: { rate: '3' } }] };
    assertProblem(await resubmit(parent, wrong, key), 'site-stopped');
    await service.http.post(`/sites/${site}/start`);
    const { body } = await resubmit(parent, { records: [{ record: 2, values: { name: 'two' } }] }, key);
    assert.equal(body.status, 'Completed');
    assert.equal((await reject(parent, 2)).resolvedBy, body.id);
    assert.equal((await reject(parent, 3)).resolvedBy, undefined);
  });
});
