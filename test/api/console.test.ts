import assert from 'node:assert/strict';

import { startService, type TestService } from '../support/service.js';

const BROWSER = { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

describe('the console, as the API serves it', () => {
  let service: TestService;
  before(async () => (service = await startService({ worker: false })));
  after(() => service.stop());

  const get = (path: string, headers: Record<string, string> = BROWSER) => fetch(service.api.url + path, { headers });

  it('is one document at every address a browser asks to show, which brings nothing from elsewhere', async () => {
    for (const path of ['/', '/sites/LIVE', '/sites/LIVE/runs/1/details']) {
      const answer = await get(path);
      assert.deepEqual([answer.status, answer.headers.get('cache-control')], [200, 'no-store'], path);
      assert.match(answer.headers.get('content-type') ?? '', /^text\/html/);
      const policy = answer.headers.get('content-security-policy') ?? '';
      assert.match(policy, /default-src 'none'/);
      assert.match(policy, /script-src 'self'/);
      assert.doesNotMatch(policy, /unsafe|\*/);
    }
  });

  it('is compressed, and its scripts are kept by browsers for good', async () => {
    const [, script = ''] = /src="(\/assets\/[^"]+\.js)"/.exec(await (await get('/')).text()) ?? [];
    const answer = await get(script, { 'Accept-Encoding': 'gzip' });
    assert.equal(answer.headers.get('content-encoding'), 'gzip');
    assert.match(answer.headers.get('cache-control') ?? '', /immutable/);
  });

  it('is not what programs get for an address that is none', async () => {
    for (const [path, headers] of [
      ['/sites/LIVE', { Accept: '*/*' }],
      ['/api/v1/nothing', BROWSER],
      ['/assets/none.js', { Accept: '*/*' }],
    ] as const) {
      const answer = await get(path, headers);
      assert.equal(answer.status, 404, path);
      assert.match(answer.headers.get('content-type') ?? '', /^application\/problem\+json/);
    }
    assert.equal((await fetch(`${service.api.url}/sites/LIVE`, { method: 'POST', headers: BROWSER })).status, 404);
  });
});
