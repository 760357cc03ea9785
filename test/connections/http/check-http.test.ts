import assert from 'node:assert/strict';

import { connectionTo, failing, noSecrets, running } from './support/connections.js';
import { drop, HttpServer, never, status } from './support/http-server.js';
import { checkConnection } from '../../../src/connections/check-connection.js';

describe('Checking an http connection', () => {
  let server: HttpServer;
  before(async () => (server = await HttpServer.start()));
  after(() => server.stop());

  const check = (properties: Record<string, unknown> = {}, signal = running) =>
    checkConnection(connectionTo(`${server.url}/api`, properties), noSecrets, signal);

  for (const code of [200, 204, 302, 404, 405, 422]) {
    it(`finds an endpoint that answers ${code}`, async () => {
      server.will(status(code));
      await check();
      assert.deepEqual(
        server.received.map(({ method, url }) => `${method} ${url}`),
        ['HEAD /api'],
      );
    });
  }

  it('asks what the connection says', async () => {
    server.will(status(200, 'x'.repeat(2_000_000)));
    await check({ check: { method: 'GET', path: '/health' } });
    assert.deepEqual(
      server.received.map(({ method, url }) => `${method} ${url}`),
      ['GET /api/health'],
    );
  });

  for (const code of [401, 403, 407]) {
    it(`says that the credentials are refused with a ${code}`, async () => {
      server.will(status(code));
      await assert.rejects(check(), failing('connection-invalid', new RegExp(`refused the credentials \\(${code}\\)`)));
    });
  }

  for (const code of [500, 501, 503, 520]) {
    it(`says that it answered ${code}, having asked once`, async () => {
      server.will(status(code));
      await assert.rejects(check(), failing('target-unavailable', new RegExp(`/api answered ${code}`)));
      assert.equal(server.received.length, 1);
    });
  }

  it('says that the connection broke, or that nothing was answered', async () => {
    server.will(drop);
    await assert.rejects(check(), failing('target-unavailable', /closed the connection/));
    server.will(never);
    await assert.rejects(check({ timeoutSeconds: 0.1 }), failing('target-unavailable', /did not answer within 0\.1 s/));
  });

  it('stops at once when it is halted', async () => {
    const halt = new AbortController();
    const reason = new Error('Halted');
    server.will(() => halt.abort(reason));
    await assert.rejects(check({}, halt.signal), reason);
  });

  it('does not trust a certificate that signs itself, and says what to do', async () => {
    const secure = await HttpServer.start('https');
    secure.will(status(200));
    const checked = checkConnection(connectionTo(secure.url), noSecrets, running);
    const message = /shows a certificate that is not trusted: .*self.signed.*NODE_EXTRA_CA_CERTS/;
    await assert.rejects(checked, failing('connection-invalid', message));
    assert.equal(secure.received.length, 0);
    await secure.stop();
  });

  it('says that an https:// url leads to a server that does not speak TLS', async () => {
    const url = server.url.replace('http:', 'https:');
    const checked = checkConnection(connectionTo(url), noSecrets, running);
    await assert.rejects(checked, failing('connection-invalid', /does not speak TLS.*is it http:\/\/\?/));
  });
});
