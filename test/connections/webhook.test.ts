import assert from 'node:assert/strict';
import { createHmac, randomUUID } from 'node:crypto';

import { drop, HttpServer, status } from './http/support/http-server.js';
import { signWebhook } from '../../src/connections/webhook-signature.js';
import { sendWebhook } from '../../src/connections/webhook.js';
import { IntegratorError } from '../../src/model/errors.js';
import type { NotificationMessage } from '../../src/model/notification-message.js';
import type { Webhook } from '../../src/model/notification.js';

const SECRET = 'only-we-two-know-this';
const message: NotificationMessage = {
  id: randomUUID(),
  at: '2026-11-21T05:00:00.000Z',
  site: 'LIVE',
  event: 'failed',
  text: 'Site LIVE: the run größer is Failed.',
};

describe('A webhook', () => {
  let server: HttpServer;
  let webhook: Webhook;
  before(async () => {
    server = await HttpServer.start();
    webhook = { url: `${server.url}/hook?team=ops`, secret: 'env:SECRET', allowPrivate: true };
  });
  after(() => server.stop());

  const send = (to = webhook, signal = new AbortController().signal) => sendWebhook(to, message, () => SECRET, signal);

  it('gets the message, signed so that the receiver can tell', async () => {
    server.will(status(204));
    await send();
    const [received] = server.received;
    assert.equal(received?.method, 'POST');
    assert.equal(received.url, '/hook?team=ops');
    assert.deepEqual(JSON.parse(received.body), message);
    assert.equal(received.headers['content-type'], 'application/json');
    assert.equal(received.headers['idempotency-key'], message.id);
    const [, seconds, signature] =
      /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(received.headers['integrator-signature'])) ?? [];
    assert.ok(Math.abs(Number(seconds) - Date.now() / 1000) < 60);
    assert.equal(signature, createHmac('sha256', SECRET).update(`${seconds}.${received.body}`).digest('hex'));
  });

  for (const code of [200, 201, 202, 299]) {
    it(`is content with ${code}`, async () => {
      server.will(status(code));
      await send();
    });
  }

  for (const [code, expected] of [
    [301, 'connection-invalid'],
    [307, 'connection-invalid'],
    [400, 'target-refused'],
    [401, 'connection-invalid'],
    [410, 'target-refused'],
    [429, 'target-unavailable'],
    [500, 'target-unavailable'],
  ] as const) {
    it(`has not taken it with ${code}, and is asked no more than once`, async () => {
      server.will(status(code, `no: ${SECRET}`, { location: `${server.url}/elsewhere` }));
      await assert.rejects(send(), (error) => {
        assert.ok(error instanceof IntegratorError);
        assert.equal(error.code, expected);
        assert.ok(!error.message.includes(SECRET), error.message);
        assert.ok(!error.message.includes('team=ops'), error.message);
        return true;
      });
      assert.equal(server.received.length, 1);
    });
  }

  it('has not taken it when the connection breaks', async () => {
    server.will(drop);
    await assert.rejects(send(), { code: 'target-unavailable' });
  });

  it('is not called on this machine or a private network, unless that is allowed', async () => {
    server.will(status(200));
    await assert.rejects(send({ ...webhook, allowPrivate: false }), { code: 'connection-invalid' });
    assert.equal(server.connections, 0);
  });

  it("never is a cloud's metadata service", async () => {
    await assert.rejects(send({ ...webhook, url: 'http://169.254.169.254/latest' }), { code: 'connection-invalid' });
  });

  it('is given up at once when the worker ends', async () => {
    const ended = new AbortController();
    server.will(() => ended.abort(new Error('the worker ends')));
    await assert.rejects(send(webhook, ended.signal), /the worker ends/);
  });
});

describe('The signature of a webhook', () => {
  it('is one that anybody can compute with the secret, here by another program', () => {
    // printf '%s' '1700000000.{"a":1}' | openssl dgst -sha256 -hmac secret
    const expected = 't=1700000000,v1=49f24e537407743fa4a0242bb63b94b9a47ee99cbbe071ccd8a22550ae411686';
    assert.equal(signWebhook('secret', '{"a":1}', 1_700_000_000_999), expected);
  });
});
