import assert from 'node:assert/strict';

import { connectionTo, failing, noSecrets, running } from './support/connections.js';
import { HttpServer, json, status } from './support/http-server.js';
import { openHttpEndpoint, type HttpEndpoint } from '../../../src/connections/http/http-endpoint.js';

const records = ['{"id":1}', '{"id":2}', '{"id":3}'];

describe('Sending a batch of records', () => {
  let server: HttpServer;
  let endpoint: HttpEndpoint;
  before(async () => {
    server = await HttpServer.start();
    endpoint = openHttpEndpoint(connectionTo(`${server.url}/api/?store=1`), noSecrets);
  });
  after(async () => {
    await endpoint.close();
    await server.stop();
  });

  const send = (path?: string) =>
    endpoint.sendBatch({ records, idempotencyKey: 'run/record/1-3', ...(path !== undefined && { path }) }, running);

  it('posts the records as JSON, below the url, with the key', async () => {
    server.will(status(204));
    assert.deepEqual(await send('/employees'), { rejected: [] });
    const [request] = server.received;
    assert.equal(request?.method, 'POST');
    assert.equal(request.url, '/api/employees?store=1');
    assert.equal(request.headers['content-type'], 'application/json');
    assert.equal(request.headers['idempotency-key'], 'run/record/1-3');
    assert.deepEqual(JSON.parse(request.body), { records: [{ id: 1 }, { id: 2 }, { id: 3 }] });
  });

  it('posts to the url itself where there is no path', async () => {
    server.will(status(204));
    await send();
    assert.equal(server.received[0]?.url, '/api/?store=1');
  });

  for (const [what, answer] of Object.entries({
    'an empty 200': status(200),
    'a friendly word': status(200, 'Thank you!', { 'content-type': 'text/plain' }),
    'JSON without results': json(201, { ok: true }),
    'JSON that is a list': json(200, []),
    'results that name nobody': json(200, { results: [] }),
  })) {
    it(`takes ${what} as an answer for all`, async () => {
      server.will(answer);
      assert.deepEqual(await send(), { rejected: [] });
    });
  }

  for (const code of [200, 207, 400, 409, 413, 422]) {
    it(`reads what became of each record from a ${code}`, async () => {
      const results = [
        { index: 2, status: 'rejected', code: 'PRICE', message: 'price is missing' },
        { index: 0, status: 'unchanged' },
      ];
      server.will(json(code, { results, more: 'of no interest' }));
      assert.deepEqual(await send(), { rejected: [{ index: 2, code: 'PRICE', message: 'price is missing' }] });
    });
  }

  it('reads results that do not say they are JSON', async () => {
    server.will(
      status(200, '{"results":[{"index":1,"status":"rejected","code":"E1"}]}', { 'content-type': 'text/plain' }),
    );
    assert.deepEqual(await send(), { rejected: [{ index: 1, code: 'E1', message: 'E1' }] });
  });

  it('says that there is no reason where an endpoint gives none, and keeps a long one to 500 characters', async () => {
    const results = [
      { index: 0, status: 'rejected' },
      { index: 1, status: 'rejected', message: 'x'.repeat(10_000) },
    ];
    server.will(json(200, { results }));
    const answer = await send();
    assert.ok('rejected' in answer);
    assert.equal(answer.rejected[0]?.message, 'refused, without a reason');
    assert.equal(answer.rejected[1]?.message.length, 500);
  });

  for (const code of [400, 413, 422]) {
    it(`tells that a batch was refused as a whole, with a ${code} without results`, async () => {
      server.will(status(code, 'too\nmuch'));
      const answer = await send();
      assert.ok('refused' in answer);
      assert.equal(answer.refused.status, code);
      assert.match(answer.refused.message, new RegExp(`answered ${code}: "too much"$`));
      assert.equal(server.received.length, 1);
    });
  }

  it('does not take records as accepted when the batch is refused and its results refuse nobody', async () => {
    server.will(json(422, { results: [{ index: 0, status: 'accepted' }] }));
    assert.ok('refused' in (await send()));
  });

  for (const [what, body, why] of [
    ['an index beyond the batch', { results: [{ index: 3, status: 'accepted' }] }, /no record 3 in a batch of 3/],
    ['a negative index', { results: [{ index: -1, status: 'accepted' }] }, /results\.0\.index/],
    ['an index that is a text', { results: [{ index: '0', status: 'accepted' }] }, /results\.0\.index/],
    ['a record twice', { results: [1, 1].map((index) => ({ index, status: 'accepted' })) }, /record 1 twice/],
    ['an unknown status', { results: [{ index: 0, status: 'maybe' }] }, /results\.0\.status/],
    ['results that are no list', { results: null }, /results/],
  ] as const) {
    for (const code of [200, 422]) {
      it(`guesses nothing from a ${code} with ${what}`, async () => {
        server.will(json(code, body));
        await assert.rejects(send(), failing('target-invalid', why));
        assert.equal(server.received.length, 1);
      });
    }
  }

  it('guesses nothing from an answer that says it is JSON and is not', async () => {
    server.will(status(200, '{"results":[', { 'content-type': 'application/problem+json; charset=utf-8' }));
    await assert.rejects(send(), failing('target-invalid', /it is not JSON/));
  });

  it('guesses nothing from a 207 without results', async () => {
    server.will(status(207, '<multistatus/>', { 'content-type': 'application/xml' }));
    await assert.rejects(send(), failing('target-invalid', /a 207 has results/));
  });

  for (const code of [404, 405, 415, 501]) {
    it(`fails with what the endpoint said when it answers ${code}, and is not tried again`, async () => {
      server.will(status(code, 'not here'));
      await assert.rejects(send(), failing('target-refused', new RegExp(`/api/ answered ${code}: "not here"`)));
      assert.equal(server.received.length, 1);
    });
  }
});
