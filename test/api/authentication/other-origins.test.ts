import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';

import { startService, type TestService } from '../../support/service.js';

describe('without authentication, a request', () => {
  let service: TestService;
  let port: string;
  before(async () => {
    service = await startService({ worker: false });
    ({ port } = new URL(service.api.url));
  });
  after(() => service.stop());

  /** As a browser sends it, whose Host and Origin fetch would not let us choose. */
  const send = async (method: string, headers: Record<string, string>): Promise<[number | undefined, string]> => {
    const path = method === 'GET' ? '/api/v1/sites' : '/api/v1/sites/NONE/stop';
    const sent = request({ host: '127.0.0.1', port, path, method, headers: { Host: `127.0.0.1:${port}`, ...headers } });
    sent.end();
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    const { code } = JSON.parse(await text(answer)) as { code?: string };
    return [answer.statusCode, code ?? ''];
  };
  const taken = [404, 'site-not-found'];
  const refused = [403, 'forbidden'];

  it('is answered by each name of this machine, at any port a tunnel may have', async () => {
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`, 'LOCALHOST:9000', 'localhost']) {
      assert.deepEqual(await send('GET', { Host: host }), [200, ''], host);
    }
  });

  it('by any other name is refused: it may be one that leads a browser here', async () => {
    for (const host of [
      'evil.example',
      `evil.example:${port}`,
      'localhost.evil.example',
      '127.0.0.1.nip.io',
      '10.0.0.1',
    ]) {
      assert.deepEqual(await send('GET', { Host: host }), refused, host);
    }
  });

  it('that changes something is refused when a page of another origin sends it', async () => {
    for (const headers of [
      { Origin: 'https://evil.example' },
      { Origin: 'http://localhost:3000' },
      { Origin: `http://127.0.0.1:${port}.evil.example` },
      { Origin: `http://localhost:${port}` },
      { Origin: 'null' },
      { 'Sec-Fetch-Site': 'cross-site' },
      { Origin: `http://127.0.0.1:${port}`, 'Sec-Fetch-Site': 'cross-site' },
    ]) {
      assert.deepEqual(await send('POST', headers as Record<string, string>), refused, JSON.stringify(headers));
    }
  });

  it('of a page of its own, or of no page, is taken; reading is up to the browser', async () => {
    assert.deepEqual(await send('POST', {}), taken);
    assert.deepEqual(
      await send('POST', { Origin: `http://127.0.0.1:${port}`, 'Sec-Fetch-Site': 'same-origin' }),
      taken,
    );
    assert.deepEqual(await send('GET', { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' }), [200, '']);
  });

  it('is answered with headers that have browsers show, keep, and guess nothing', async () => {
    for (const path of ['/api/v1/sites', '/livez', '/openapi.json', '/nothing']) {
      const { headers } = await fetch(service.api.url + path);
      assert.equal(headers.get('content-security-policy'), "default-src 'none';frame-ancestors 'none'", path);
      assert.equal(headers.get('x-content-type-options'), 'nosniff');
      assert.equal(headers.get('cache-control'), 'no-store');
      assert.equal(headers.get('x-powered-by'), null);
      assert.equal(headers.get('access-control-allow-origin'), null);
    }
  });
});
