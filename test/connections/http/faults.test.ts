import assert from 'node:assert/strict';
import { getEventListeners, setMaxListeners } from 'node:events';
import type { LookupFunction } from 'node:net';

import { connectionTo, failing, noSecrets, running } from './support/connections.js';
import { cut, drop, HttpServer, json, never, reset, status, type Answer } from './support/http-server.js';
import { openHttpEndpoint, type HttpEndpoint } from '../../../src/connections/http/http-endpoint.js';

const TRIES = 5;
const batch = { records: ['{"id":1}'], idempotencyKey: 'run/record/1-1' };
const ACCEPTED = { rejected: [] };

describe('Faults of an http endpoint', () => {
  let server: HttpServer;
  const opened: HttpEndpoint[] = [];
  before(async () => (server = await HttpServer.start()));
  after(async () => {
    await Promise.all(opened.map((endpoint) => endpoint.close()));
    await server.stop();
  });

  const open = (properties: Record<string, unknown> = {}, lookup?: LookupFunction) => {
    const endpoint = openHttpEndpoint(connectionTo(`${server.url}/api`, properties), noSecrets, lookup);
    opened.push(endpoint);
    return endpoint;
  };
  const send = (properties: Record<string, unknown> = {}) => open(properties).sendBatch(batch, running);

  const passing: Record<string, Answer> = {
    'a connection that ends before the answer': drop,
    'a connection that is reset': reset,
    'an answer that breaks off in the middle': cut(200, '{"results":[', 1000),
    'an answer that breaks off between chunks': (response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"results":[', () => response.socket?.destroy());
    },
    'something that is not HTTP': (response) => response.socket?.end('220 mail.example.com ESMTP\r\n'),
    'a 408': status(408),
    'a 429 with Retry-After: 0': status(429, '', { 'retry-after': '0' }),
    'a 429 with Retry-After: 1': status(429, '', { 'retry-after': '1' }),
    'a 500 without body': status(500),
    'a 500 with body': status(500, 'Internal Server Error'),
    'a 500 with a huge body': status(500, 'x'.repeat(3 * 1024 * 1024)),
    'a 502': status(502),
    'a 503 with a date of the past': status(503, '', { 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' }),
    'a 504': status(504),
    'a 409 that does not speak of records: an earlier try is under way': status(409),
  };
  for (const [what, answer] of Object.entries(passing)) {
    it(`gets over ${what}, with the same key`, async () => {
      server.will(answer, status(200));
      assert.deepEqual(await send(), ACCEPTED);
      assert.deepEqual(
        server.received.map(({ headers }) => headers['idempotency-key']),
        [batch.idempotencyKey, batch.idempotencyKey],
      );
      assert.deepEqual(new Set(server.received.map(({ body }) => body)).size, 1);
    });
  }

  for (const [what, answer, message] of [
    ['connections that end before the answer', drop, /\/api closed the connection before its answer was complete/],
    ['a 500 without body', status(500), /\/api answered 500\.$/],
    ['a 503 with body', status(503, '<h1>\u0007Down\r\n</h1>'), /\/api answered 503: "<h1> Down <\/h1>"\.$/],
  ] as const) {
    it(`gives up ${what} after a few tries, to be tried again later`, async () => {
      server.will(answer);
      await assert.rejects(send(), failing('target-unavailable', message));
      assert.equal(server.received.length, TRIES);
    });
  }

  it('waits as long as a Retry-After asks, in seconds or as a date', async () => {
    const asked: number[] = [];
    const busy =
      (value: () => string): Answer =>
      (response) => {
        const retryAfter = value();
        const until = /^\d+$/.test(retryAfter) ? Date.now() + Number(retryAfter) * 1000 : Date.parse(retryAfter);
        asked.push(until);
        response.writeHead(429, { 'retry-after': retryAfter }).end();
      };
    const came: number[] = [];
    const note =
      (answer: Answer): Answer =>
      (response, received) => {
        came.push(Date.now());
        answer(response, received);
      };
    server.will(note(busy(() => '1')), note(busy(() => new Date(Date.now() + 2000).toUTCString())), note(status(200)));
    assert.deepEqual(await send(), ACCEPTED);
    // Timers may fire a millisecond early.
    asked.forEach((until, index) => assert.ok((came[index + 1] ?? 0) >= until - 5));
  });

  it('does not wait for who asks to be left alone for an hour', async () => {
    server.will(status(503, '', { 'retry-after': '3600' }));
    await assert.rejects(send(), failing('target-unavailable', /answered 503.*left alone for 3600 s/));
    assert.equal(server.received.length, 1);
  });

  it('does not follow a redirect, and says where it points to, without its query', async () => {
    for (const code of [301, 302, 307, 308]) {
      server.will(status(code, '', { location: '/new/api?key=canary' }));
      const refused = failing(
        'connection-invalid',
        new RegExp(`answered ${code}, which points to ${server.url}/new/api\\.`),
      );
      await assert.rejects(send(), refused);
      assert.equal(server.received.length, 1);
    }
  });

  for (const code of [401, 403, 407]) {
    it(`says that the credentials are refused with a ${code}, and does not try them again`, async () => {
      server.will(status(code, 'who are you?'));
      await assert.rejects(send(), failing('connection-invalid', new RegExp(`refused the credentials \\(${code}\\)`)));
      assert.equal(server.received.length, 1);
    });
  }

  it('reads no more than 1 MB of an answer', async () => {
    let written = 0;
    const flood: Answer = (response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const chunk = Buffer.alloc(64 * 1024, ' ');
      const more = () => {
        while (!response.destroyed && written < 1024 ** 3 && response.write(chunk)) written += chunk.length;
      };
      response.on('drain', more);
      more();
    };
    server.will(flood);
    await assert.rejects(send(), failing('target-invalid', /longer than 1 MB; make batchSize smaller/));
    assert.ok(written < 100 * 1024 ** 2, `${written} bytes were written`);
  });

  it('does not wait for ever for an answer', async () => {
    server.will(never);
    await assert.rejects(
      send({ timeoutSeconds: 0.1 }),
      failing('target-unavailable', /\/api did not answer within 0\.1 s/),
    );
    assert.equal(server.received.length, TRIES);
  });

  it('does not wait for ever for the rest of an answer', async () => {
    server.will((response) => response.writeHead(200).write('{'));
    await assert.rejects(
      send({ timeoutSeconds: 0.1 }),
      failing('target-unavailable', /stopped in the middle of its answer/),
    );
  });

  it('does not wait for ever for an answer that comes a byte at a time', async () => {
    const timers: NodeJS.Timeout[] = [];
    server.will((response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(timer));
      timers.push(timer);
    });
    await assert.rejects(
      send({ timeoutSeconds: 0.2 }),
      failing('target-unavailable', /stopped in the middle of its answer/),
    );
    assert.equal(timers.length, TRIES);
  });

  it('does not wait for ever for a connection', async () => {
    const silent: LookupFunction = () => undefined;
    const endpoint = openHttpEndpoint(connectionTo('http://slow.example', { timeoutSeconds: 0.05 }), noSecrets, silent);
    opened.push(endpoint);
    const given = endpoint.sendBatch(batch, running);
    await assert.rejects(given, failing('target-unavailable', /did not let us connect within 0\.05 s/));
  });

  it('says that nobody listens', async () => {
    const gone = await HttpServer.start();
    const { url } = gone;
    await gone.stop();
    const endpoint = openHttpEndpoint(connectionTo(url), noSecrets);
    opened.push(endpoint);
    await assert.rejects(
      endpoint.sendBatch(batch, running),
      failing('target-unavailable', /is not reachable: .*ECONNREFUSED/),
    );
  });

  it('says that there is no host of that name', async () => {
    const unknown: LookupFunction = (host, _, callback) =>
      callback(Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND' }), []);
    const endpoint = openHttpEndpoint(connectionTo('http://nowhere.example/api'), noSecrets, unknown);
    opened.push(endpoint);
    const message = /http:\/\/nowhere\.example\/api is not reachable: there is no host of that name/;
    await assert.rejects(endpoint.sendBatch(batch, running), failing('target-unavailable', message));
  });

  describe('that is halted', () => {
    const reason = new Error('Halted: site LIVE was stopped');

    const halted = async (work: (signal: AbortSignal) => Promise<unknown>, ready: Promise<unknown>) => {
      const halt = new AbortController();
      const rejected = assert.rejects(work(halt.signal), reason);
      await ready;
      halt.abort(reason);
      await rejected;
    };
    const until = (answer: (done: () => void) => Answer) => new Promise<void>((done) => server.will(answer(done)));

    it('stops waiting for an answer at once', async () => {
      const ready = until((done) => () => done());
      await halted((signal) => open().sendBatch(batch, signal), ready);
      assert.equal(server.received.length, 1);
    });

    it('stops in the middle of an answer', async () => {
      const ready = until((done) => (response) => response.writeHead(200).write('{', () => done()));
      await halted((signal) => open().sendBatch(batch, signal), ready);
      assert.equal(server.received.length, 1);
    });

    it('stops waiting for a connection', async () => {
      let asked: () => void = () => undefined;
      const ready = new Promise<void>((resolve) => (asked = resolve));
      const endpoint = openHttpEndpoint(connectionTo('http://slow.example'), noSecrets, () => asked());
      opened.push(endpoint);
      await halted((signal) => endpoint.sendBatch(batch, signal), ready);
    });

    it('does not begin', async () => {
      server.will(status(200));
      await assert.rejects(open().sendBatch(batch, AbortSignal.abort(reason)), reason);
      assert.equal(server.connections, 0);
    });
  });

  it('goes on after the endpoint has closed a connection that was idle', async () => {
    const endpoint = open();
    server.will((response) => {
      response.on('finish', () => response.socket?.end());
      response.writeHead(200).end();
    });
    for (let sent = 0; sent < 3; sent += 1) assert.deepEqual(await endpoint.sendBatch(batch, running), ACCEPTED);
  });

  it('ends what is under way when it is closed', async () => {
    const endpoint = open();
    const received = new Promise<void>((resolve) => server.will(() => resolve()));
    const sending = assert.rejects(endpoint.sendBatch(batch, running));
    await received;
    await endpoint.close();
    await sending;
  });

  it('takes several batches at once', async () => {
    const endpoint = open();
    server.will(json(200, { results: [] }));
    const { signal } = new AbortController();
    setMaxListeners(0, signal);
    const sent = Array.from({ length: 20 }, () => endpoint.sendBatch(batch, signal));
    assert.deepEqual(
      await Promise.all(sent),
      Array.from({ length: 20 }, () => ACCEPTED),
    );
  });

  it('leaves nothing behind on the signal of a run that sends many batches', async () => {
    const endpoint = open();
    const { signal } = new AbortController();
    server.will(status(200, 'Thank you!'));
    for (let sent = 0; sent < 30; sent += 1) await endpoint.sendBatch(batch, signal);
    assert.ok(getEventListeners(signal, 'abort').length <= 1);
  });
});
