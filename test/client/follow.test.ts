import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { ApiProblem } from '../../src/client/api-problem.js';
import { follow } from '../../src/client/follow.js';
import { startService, uniqueSite, type TestService } from '../support/service.js';

describe('following the events of a site', () => {
  let service: TestService;
  let site: string;
  before(async () => {
    service = await startService();
    site = uniqueSite();
    await service.http.put(`/sites/${site}`, { kind: 'DEV' });
  });
  after(() => service.stop());

  it('gives what changes, goes on when the API is started again, and tells so', async () => {
    const gone = new AbortController();
    let api = await service.startApi();
    const { url } = api;
    const told: string[] = [];
    const toldOf = new EventTarget();
    const tell = (what: string): void => {
      told.push(what);
      toldOf.dispatchEvent(new Event(what));
    };
    const events = follow(`/api/v1/sites/${site}/events`, {
      url,
      signal: gone.signal,
      onOpen: () => tell('open'),
      onBreak: ({ code }) => tell(code),
    });
    const change = () => service.database.query(`select tell_site($1, 'schedule', '{"schedule": "night"}')`, [site]);
    try {
      let next = nextSchedule(events);
      await once(toldOf, 'open');
      await change();
      assert.equal(await next, '{"schedule":"night"}');

      next = nextSchedule(events);
      await api.stop();
      const reopened = once(toldOf, 'open');
      api = await service.startApi({ port: Number(new URL(url).port) });
      await reopened;
      await change();
      assert.equal(await next, '{"schedule":"night"}');
      assert.equal(told[0], 'open');
      assert.equal(told.at(-1), 'open');
      assert.equal(told.filter((what) => what === 'open').length, 2);

      const over = events.next();
      gone.abort();
      assert.equal((await over).done, true);
    } finally {
      gone.abort();
      await api.stop();
    }
  });

  it('is asked again later where it was asked too often', async () => {
    const { data, opened } = await followOneEvent([
      (response) => response.writeHead(429, { 'Content-Type': 'text/plain' }).end(),
      (response) => response.writeHead(200, EVENTS).end('data: x\n\n'),
    ]);
    assert.deepEqual({ data, opened }, { data: 'x', opened: 2 });
  });

  it('is asked again where the link is silent for too long, as when its other end has gone without a word', async () => {
    const { data, opened, broken } = await followOneEvent([
      (response) => response.writeHead(200, EVENTS).write(': here\n\n'),
      (response) => response.writeHead(200, EVENTS).end('data: x\n\n'),
    ]);
    assert.deepEqual({ data, opened, broken }, { data: 'x', opened: 2, broken: ['unreachable'] });
  });

  it('goes on over a link on which nothing but signs of life come', async () => {
    const { data, opened, broken } = await followOneEvent([
      (response) => {
        response.writeHead(200, EVENTS);
        let signs = 0;
        const timer = setInterval(() => {
          response.write(': here\n\n');
          if (++signs < (2 * SILENT_AT_MOST) / SIGN_EVERY) return;
          clearInterval(timer);
          response.end('data: x\n\n');
        }, SIGN_EVERY);
      },
    ]);
    assert.deepEqual({ data, opened, broken }, { data: 'x', opened: 1, broken: [] });
  });

  it('is refused where there is nothing to follow', async () => {
    const events = follow('/api/v1/sites/NOWHERE/events', {
      url: service.api.url,
      signal: new AbortController().signal,
    });
    await assert.rejects(events.next(), (error) => error instanceof ApiProblem && error.code === 'site-not-found');
  });
});

const EVENTS = { 'Content-Type': 'text/event-stream' };
/** In milliseconds. */
const SILENT_AT_MOST = 1500;
const SIGN_EVERY = 100;

/** Follows a server that answers so, one after the other, until its first event. */
async function followOneEvent(answers: ((response: ServerResponse) => void)[]) {
  let opened = 0;
  const broken: string[] = [];
  const server = createServer((_request, response) => answers[opened++]?.(response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const gone = new AbortController();
  try {
    const { port } = server.address() as AddressInfo;
    const events = follow('/events', {
      url: `http://127.0.0.1:${port}`,
      signal: gone.signal,
      silentAtMost: SILENT_AT_MOST,
      onBreak: ({ code }) => broken.push(code),
    });
    const next = await events.next();
    return { data: next.done === true ? undefined : next.value.data, opened, broken };
  } finally {
    gone.abort();
    server.close();
  }
}

/** The data of the next event about a schedule. */
async function nextSchedule(events: AsyncGenerator<{ event?: string | undefined; data: string }>): Promise<string> {
  for (;;) {
    const next = await events.next();
    if (next.done === true) throw new Error('The events have come to their end.');
    if (next.value.event === 'schedule') return next.value.data;
  }
}
