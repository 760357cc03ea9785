import assert from 'node:assert/strict';
import { inspect } from 'node:util';

import { connectionTo, failing, running } from './support/connections.js';
import { cut, drop, HttpServer, json, status, type Answer, type Received } from './support/http-server.js';
import { checkHttp } from '../../../src/connections/http/check-http.js';
import { createQuote } from '../../../src/connections/create-quote.js';
import { openHttpEndpoint } from '../../../src/connections/http/http-endpoint.js';

const SECRETS: Record<string, string> = {
  'env:TOKEN': 'canary-token/with+signs=="',
  'env:USER': 'canary-user',
  'env:PASSWORD': 'canary pass&word\\%',
  'env:KEY': 'ApiKey canary-key',
};
const resolveSecret = (reference: string) => SECRETS[reference] ?? assert.fail(reference);
const batch = { records: ['{"id":1}'], idempotencyKey: 'run/record/1-1' };
const TOKEN = { token: 'env:TOKEN', headers: { 'X-Api-Key': 'env:KEY' } };
const BASIC = { user: 'env:USER', password: 'env:PASSWORD', headers: { 'X-Api-Key': 'env:KEY' } };

/** All that was sent comes back, as it is and escaped in many ways. */
const repeating =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (response, received) =>
    response.writeHead(code, headers).end(repeated(received));

function repeated({ headers, url }: Received): string {
  const said = [...Object.values(SECRETS), String(headers.authorization), String(headers['x-api-key']), url];
  return ['', ...said, ...said.map(encodeURIComponent), JSON.stringify(said)].join('\n');
}

describe('Secrets of an http connection', () => {
  let server: HttpServer;
  before(async () => (server = await HttpServer.start()));
  after(() => server.stop());

  const url = () => `${server.url}/api?key=canary-query&page=1`;

  it('reach the endpoint', async () => {
    server.will(status(200));
    for (const credentials of [TOKEN, BASIC]) {
      const endpoint = openHttpEndpoint(connectionTo(url(), credentials), resolveSecret);
      await endpoint.sendBatch(batch, running);
      await endpoint.close();
    }
    const [first, second] = server.received;
    assert.equal(first?.headers.authorization, `Bearer ${SECRETS['env:TOKEN']!}`);
    assert.equal(first.headers['x-api-key'], SECRETS['env:KEY']);
    const login = Buffer.from(`${SECRETS['env:USER']!}:${SECRETS['env:PASSWORD']!}`).toString('base64');
    assert.equal(second?.headers.authorization, `Basic ${login}`);
    assert.equal(second.url, '/api?key=canary-query&page=1');
  });

  for (const [what, answer] of Object.entries({
    'a refusal': repeating(401),
    'a failure': repeating(404),
    'a server error': repeating(503, { 'retry-after': '3600' }),
    'a redirect': (response, received) =>
      response
        .writeHead(302, {
          location: `http://canary-user:x@other/${encodeURIComponent(received.url)}?key=canary-elsewhere`,
        })
        .end(),
    'broken JSON': repeating(200, { 'content-type': 'application/json' }),
    'broken results': (response, received) => json(200, { results: [repeated(received)] })(response, received),
    'a broken connection': drop,
    'a cut answer': cut(200, 'canary', 1000),
  } satisfies Record<string, Answer>)) {
    for (const [kind, credentials] of Object.entries({ token: TOKEN, 'user and password': BASIC })) {
      it(`are not in the error of ${what}, with ${kind}`, async () => {
        server.will(answer);
        const endpoint = openHttpEndpoint(connectionTo(url(), credentials), resolveSecret);
        const error: unknown = await endpoint.sendBatch(batch, running).catch((thrown: unknown) => thrown);
        await endpoint.close();
        assert.ok(error instanceof Error);
        const kept = kind === 'token' ? [] : ['canary-user'];
        assertHidden(inspect(error, { depth: 10 }), credentials, kept);
      });
    }
  }

  it('are not in what becomes of records', async () => {
    server.will((response, received) => {
      const [code, message] = [repeated(received), repeated(received)];
      json(200, { results: [{ index: 0, status: 'rejected', code, message }] })(response, received);
    });
    const endpoint = openHttpEndpoint(connectionTo(url(), BASIC), resolveSecret);
    assertHidden(inspect(await endpoint.sendBatch(batch, running), { depth: 10 }), BASIC);
    server.will(repeating(422));
    assertHidden(inspect(await endpoint.sendBatch(batch, running), { depth: 10 }), BASIC);
    await endpoint.close();
  });

  it('are not in what a check says', async () => {
    server.will(repeating(500));
    const connection = connectionTo(url(), { ...BASIC, check: { method: 'GET' } });
    const error: unknown = await checkHttp(connection, resolveSecret, running).catch((thrown: unknown) => thrown);
    assertHidden(inspect(error, { depth: 10 }), BASIC);
  });

  it('that no header can have are refused without being shown', () => {
    for (const secret of ['canary\r\nX-Other: 1', 'canary\0', 'canary ✓']) {
      const open = () => openHttpEndpoint(connectionTo(url(), { headers: { 'X-Key': 'env:X' } }), () => secret);
      assert.throws(
        open,
        failing('connection-invalid', /^The secret for the header X-Key cannot be sent(?!.*canary)/s),
      );
    }
  });
});

describe('createQuote', () => {
  it('hides secrets before it cuts, so that none is left in half', () => {
    assert.equal(createQuote(['abcdefgh'])('1234 abcdefgh 5678', 10), '1234 *** …');
  });

  it('leaves nothing of a secret that holds another', () => {
    assert.equal(createQuote(['abc', 'abcdef'])('abcdef abc', 100), '*** ***');
  });

  it('gives one line without control characters', () => {
    assert.equal(createQuote([])(' a\r\n\u0000\u001b[31mb\u202ec\u2028 ', 100), 'a [31mb c');
  });
});

/** Hidden is what the connection sent. */
function assertHidden(text: string, credentials: Record<string, unknown>, alsoHidden: string[] = []): void {
  const used = Object.entries(SECRETS).filter(([reference]) => JSON.stringify(credentials).includes(reference));
  const forms = used.flatMap(([, secret]) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]);
  for (const form of [...forms, 'canary-query', 'canary-elsewhere', 'canary-key', ...alsoHidden]) {
    assert.ok(!text.includes(form), `${form} is in ${text}`);
  }
}
