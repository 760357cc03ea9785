import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, request, type ClientRequest, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';

import express from 'express';

import { refuseSlowSenders } from '../../../src/api/authentication/refuse-slow-senders.js';

const PACE = { atLeast: 1000, within: 50 };

describe('a body', () => {
  let server: Server;
  /** How the last reading of a body ended. */
  let read: Promise<number>;
  let busy: Promise<unknown>;

  before(async () => {
    const app = express();
    app.use(refuseSlowSenders(PACE));
    app.put('/', async (incoming, response) => {
      read = busy.then(() => countBytes(incoming));
      await read.then(
        (bytes) => response.json(bytes),
        () => undefined,
      );
    });
    server = createServer(app).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  beforeEach(() => {
    busy = Promise.resolve();
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  const send = (): { sent: ClientRequest; answer: Promise<IncomingMessage> } => {
    const { port } = server.address() as AddressInfo;
    const sent = request({ port, host: '127.0.0.1', method: 'PUT', headers: { 'Transfer-Encoding': 'chunked' } });
    sent.on('error', () => undefined);
    return { sent, answer: once(sent, 'response').then(([one]) => one as IncomingMessage) };
  };

  it('that stops coming is refused, and its connection closed', async () => {
    const { sent, answer } = send();
    sent.write('the first of it');
    const gone = once(sent, 'close');
    const refusal = await answer;
    const problem = JSON.parse(await text(refusal)) as Record<string, unknown>;
    assert.equal(refusal.statusCode, 408);
    assert.equal(problem.code, 'body-too-slow');
    assert.match(String(problem.detail), /1000 bytes .* 0\.05 s/);
    await gone;
    await assert.rejects(read);
  });

  it('that comes a byte now and then is refused too', async () => {
    const { sent, answer } = send();
    const drops = setInterval(() => sent.write('.'), 5);
    try {
      assert.equal((await answer).statusCode, 408);
    } finally {
      clearInterval(drops);
      sent.destroy();
    }
  });

  it('that waits for us as long as it likes is taken', async () => {
    busy = delay(PACE.within * 6);
    const { sent, answer } = send();
    const body = Buffer.alloc(4 * 1024 * 1024);
    sent.end(body);
    const taken = await answer;
    assert.equal(taken.statusCode, 200);
    assert.equal(await text(taken), String(body.length));
  });

  it('that has come may be answered late', async () => {
    busy = delay(PACE.within * 6);
    const { sent, answer } = send();
    sent.end('all of it');
    assert.equal((await answer).statusCode, 200);
  });
});

async function countBytes(incoming: AsyncIterable<Buffer>): Promise<number> {
  let bytes = 0;
  for await (const piece of incoming) bytes += piece.length;
  return bytes;
}
