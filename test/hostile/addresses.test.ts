import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';

import { HttpClient } from '../support/http-client.js';
import { startService, type TestService } from '../support/service.js';

/** As they are sent: encoded once, twice, overlong, with NUL, for other systems, for SQL, for JavaScript. */
const HOSTILE = [
  '..%2f..%2f..%2fetc%2fpasswd',
  '%2e%2e%2fa.csv',
  '..%5c..%5cwindows%5cwin.ini',
  '%252e%252e%252fa.csv',
  '%25252e%25252e%25252fa.csv',
  '%c0%ae%c0%ae%c0%afa.csv',
  'a.csv%00.txt',
  'a%0d%0aSet-Cookie:%20a=b',
  'C:%5ca.csv',
  '~%2fa.csv',
  '.%2fa.csv',
  '%2f%2fhost%2fshare%2fa.csv',
  "'%3b%20drop%20table%20site%3b%20--",
  '%22%20or%20%221%22=%221',
  '%24%7b7*7%7d',
  '__proto__',
  'constructor',
  'x'.repeat(5000),
  '%ud800',
  '%F0%9F%98%80',
];

const CURSORS = [
  ...[0.5, -1, 1e300, Number.MAX_SAFE_INTEGER, '', '\0', '\ud800', [[]]],
  { startedAt: '9999-12-31T23:59:59Z', id: "'" },
  { uploadedAt: '2026-01-01T00:00:00Z', name: '\0' },
  { kind: 'run', at: 1e300, run: crypto.randomUUID() },
  { kind: 'run', at: -8.64e15, run: crypto.randomUUID() },
  { kind: 'fire', at: 8.64e15, schedule: '\0' },
];

interface Operation {
  parameters: { name: string; in: string }[];
}

describe('A hostile address', () => {
  let service: TestService;
  let operations: { method: string; path: string; query: string[] }[];
  before(async () => {
    service = await startService();
    const { body } = await new HttpClient(service.api.url).get('/openapi.json');
    const paths = Object.entries(body.paths as Record<string, Record<string, Operation>>);
    operations = paths.flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { parameters }]) => {
        const query = parameters.filter((one) => one.in === 'query').map(({ name }) => name);
        return { method: method.toUpperCase(), path, query };
      }),
    );
    await service.http.put('/sites/DEV', { kind: 'DEV' });
  });
  after(() => service.stop());

  /** Sends the path as it is: `fetch` would resolve dots itself. */
  const send = async (method: string, path: string): Promise<{ status: number; type: string; text: string }> => {
    const sent = request(service.api.url, { method, path });
    sent.end(method === 'PUT' || method === 'POST' ? '{}' : undefined);
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    const text = (await response.toArray()).join('');
    return { status: response.statusCode ?? 0, type: response.headers['content-type'] ?? '', text };
  };

  for (const value of HOSTILE) {
    it(`is refused or finds nothing, whatever it stands for: ${value.slice(0, 40)}`, async () => {
      for (const { method, path } of operations) {
        for (const [parameter] of path.matchAll(/\{\w+\}/g)) {
          const others = path.replace(parameter, value).replace('{site}', 'DEV').replace('{run}', crypto.randomUUID());
          const address = others.replace(/\{\w+\}/g, 'a.csv');
          const { status, type, text } = await send(method, address);
          const isName = !/%(2f|5c|00|0d|c0|22|ud)|x{500}/i.test(value) && parameter === '{filename}';
          if (isName && status === 200) continue;
          assert.ok(status >= 400 && status < 500, `${method} ${address}: ${status} ${text}`);
          assert.match(type, /^application\/problem\+json/, `${method} ${address}`);
        }
      }
    });
  }

  it('has no query that breaks anything', async () => {
    const cursors = CURSORS.map((one) => Buffer.from(JSON.stringify(one)).toString('base64url'));
    const values = [
      ...HOSTILE,
      '',
      '-1',
      '1e308',
      'NaN',
      '0000-01-01T00:00:00Z',
      '9999-12-31T23:59:59-23:59',
      ...cursors,
    ];
    for (const { method, path, query } of operations.filter((one) => one.method === 'GET')) {
      const address = path
        .replace('{site}', 'DEV')
        .replace('{run}', crypto.randomUUID())
        .replace(/\{\w+\}/g, 'a');
      for (const name of query) {
        for (const value of values) {
          const { status, text } = await send(method, `${address}?${name}=${value}`);
          assert.ok(status < 500, `${method} ${address}?${name}=${value}: ${status} ${text}`);
        }
      }
    }
  });

  it('of a method that it does not have is answered with those it has', async () => {
    for (const path of new Set(operations.map((one) => one.path))) {
      const address = path
        .replace('{site}', 'DEV')
        .replace('{run}', crypto.randomUUID())
        .replace(/\{\w+\}/g, 'a');
      const expected = operations.filter((one) => one.path === path).map(({ method }) => method);
      for (const method of ['TRACE', 'PATCH', 'OPTIONS']) {
        const answer = await fetchRaw(address, method);
        assert.equal(answer.status, method === 'OPTIONS' ? 204 : 405, `${method} ${address}: ${answer.text}`);
        const allowed = (answer.allow ?? '').split(', ').filter((one) => one !== 'HEAD' && one !== 'OPTIONS');
        assert.deepEqual(allowed.sort(), expected.sort(), address);
      }
    }
  });

  const fetchRaw = async (path: string, method: string) => {
    const sent = request(service.api.url, { method, path });
    sent.end();
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    const text = (await response.toArray()).join('');
    return { status: response.statusCode, allow: response.headers.allow, text };
  };
});
