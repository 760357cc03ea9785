import assert from 'node:assert/strict';

import { defaultPayloadConverter } from '@temporalio/common';

import { HttpClient } from '../support/http-client.js';
import { testEnvironment } from '../support/environment.js';
import { startService, type TestService } from '../support/service.js';
import { encryptionWith } from '../codec/support/keys.js';
import { assertProblem } from './support/problem.js';
import type { RunningApi } from '../../src/run-api.js';

const SECRET = 'canary.csv';

/** As the Web UI and the command line send it: the JSON form of Temporal's messages. */
const plain = {
  payloads: [
    {
      metadata: { encoding: Buffer.from('json/plain').toString('base64') },
      data: Buffer.from(JSON.stringify(SECRET)).toString('base64'),
    },
  ],
};

describe('the codec for Temporal’s Web UI', () => {
  let service: TestService;
  let api: RunningApi;
  let http: HttpClient;
  let webUi: string;
  const encryption = encryptionWith('k2', 'k1');

  before(async () => {
    webUi = testEnvironment().temporal.uiUrl;
    service = await startService({ worker: false });
    api = await service.startApi({ encryption });
    http = new HttpClient(`${api.url}/api/v1`);
  });
  after(async () => {
    await api.stop();
    await service.stop();
  });

  it('decrypts what the product has encrypted, whatever key it was, and encrypts for it', async () => {
    const payload = defaultPayloadConverter.toPayload(SECRET);
    const [encrypted] = await encryptionWith('k1').encode([payload]);
    const base64 = (bytes: Uint8Array | null | undefined) => Buffer.from(bytes ?? []).toString('base64');
    const metadata = Object.entries(encrypted?.metadata ?? {}).map(([name, value]) => [name, base64(value)]);
    const sent = { metadata: Object.fromEntries(metadata) as object, data: base64(encrypted?.data) };
    const decoded = await http.post('/codec/decode', { payloads: [sent, ...plain.payloads] });
    assert.equal(decoded.status, 200, decoded.text);
    assert.deepEqual(decoded.body.payloads, [...plain.payloads, ...plain.payloads]);

    const encoded = await http.post('/codec/encode', plain);
    assert.ok(!Buffer.from(encoded.text).includes(plain.payloads[0]!.data));
    assert.deepEqual((await http.post('/codec/decode', encoded.body)).body.payloads, plain.payloads);
  });

  it('is let in from a page of the Web UI alone, asked before or not', async () => {
    const ask = (method: string, origin: string) =>
      fetch(`${api.url}/api/v1/codec/decode`, {
        method,
        headers: { origin, 'X-Namespace': 'default', 'Content-Type': 'application/json' },
        ...(method === 'POST' ? { body: JSON.stringify(plain) } : {}),
      });
    const preflight = await ask('OPTIONS', webUi);
    assert.equal(preflight.status, 204);
    assert.equal(preflight.headers.get('access-control-allow-origin'), webUi);
    assert.equal(preflight.headers.get('access-control-allow-methods'), 'POST');
    assert.match(preflight.headers.get('access-control-allow-headers') ?? '', /X-Namespace/);
    assert.match(preflight.headers.get('vary') ?? '', /Origin/);
    const asked = await ask('POST', webUi);
    assert.equal(asked.status, 200, await asked.clone().text());
    assert.equal(asked.headers.get('access-control-allow-origin'), webUi);

    for (const other of ['https://evil.example.test', 'null', webUi.replace(/\d+$/, '1')]) {
      for (const method of ['OPTIONS', 'POST']) {
        const refused = await ask(method, other);
        assert.equal(refused.headers.get('access-control-allow-origin'), null);
        assert.equal(refused.status, method === 'POST' ? 403 : 204);
      }
    }
    const elsewhere = await fetch(`${api.url}/api/v1/sites`, { headers: { origin: webUi } });
    assert.equal(elsewhere.headers.get('access-control-allow-origin'), null);
  });

  it('needs a key where the API does', async () => {
    const closed = await service.startApi({
      encryption,
      authentication: { mode: 'required', oidc: undefined, requestsAMinute: undefined, trustedProxies: [] },
    });
    try {
      const answer = await new HttpClient(`${closed.url}/api/v1`).post('/codec/decode', plain, { origin: webUi });
      assertProblem(answer, 'unauthenticated');
      // So that the Web UI may read why.
      assert.equal(answer.headers.get('access-control-allow-origin'), webUi);
    } finally {
      await closed.stop();
    }
  });

  it('refuses what is no list of payloads, was changed, or has a key it does not know', async () => {
    for (const body of ['', 'payloads', '[]', '{"payloads":{}}', '{"payloads":[{"data":"%"}]}']) {
      assertProblem(await http.post('/codec/decode', body), 'invalid-request');
    }
    const encoded = await http.post('/codec/encode', plain);
    const [one] = encoded.body.payloads as [{ metadata: Record<string, string>; data: string }];
    const changed = { ...one, data: Buffer.from(one.data, 'base64').fill(0, 20).toString('base64') };
    assertProblem(await http.post('/codec/decode', { payloads: [changed] }), 'decryption-failed');
    const unknown = {
      ...one,
      metadata: { ...one.metadata, 'encryption-key-id': Buffer.from('k9').toString('base64') },
    };
    assertProblem(await http.post('/codec/decode', { payloads: [unknown] }), 'secret-not-found', /key k9/);
  });

  it('is not there where nothing is encrypted', async () => {
    assertProblem(await service.http.post('/codec/decode', plain), 'route-not-found');
    const { paths } = (await new HttpClient(service.api.url).get('/openapi.json')).body as { paths?: object };
    assert.ok(!('/api/v1/codec/decode' in (paths ?? {})));
  });
});
