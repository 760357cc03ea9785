import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';

import { MailServer } from './support/mail-server.js';
import { readMailServer } from '../../src/connections/mail-server.js';
import { sendMail } from '../../src/connections/mail.js';
import { IntegratorError } from '../../src/model/errors.js';
import type { NotificationMessage } from '../../src/model/notification-message.js';

const email = { to: ['ops@example.com', 'night@example.com'], from: 'integrator@example.com', smtp: 'env:SMTP_URL' };

function message(some: Partial<NotificationMessage> = {}): NotificationMessage {
  const at = '2026-11-21T05:00:00.000Z';
  return { id: randomUUID(), at, site: 'LIVE', event: 'failed', text: 'Site LIVE: it is Failed.', ...some };
}

const never = new AbortController().signal;
const send = (url: string, told: NotificationMessage, to = email) => sendMail(to, told, () => url, never);

/** The headers of a mail, one an element. */
function headersOf(source: string): string[] {
  const [head = ''] = source.split('\r\n\r\n');
  return head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
}

describe('A mail', () => {
  let server: MailServer;
  beforeEach(async () => (server = await MailServer.start()));
  afterEach(() => server.stop());

  it('arrives as plain text with the id it is known by', async () => {
    const told = message({ url: 'https://integrator.example.com/api/v1/runs/1' });
    assert.equal(await send(`smtp://user:pass%20word@${server.address}`, told), undefined);
    const [mail] = server.received;
    assert.deepEqual(mail?.to, email.to);
    assert.equal(mail.from, email.from);
    const headers = headersOf(mail.source);
    assert.ok(headers.includes(`Message-ID: <${told.id}@temporal-integrator>`), mail.source);
    assert.ok(headers.includes('Subject: Site LIVE: it is Failed.'), mail.source);
    assert.ok(headers.includes('Auto-Submitted: auto-generated'));
    assert.ok(headers.some((header) => header.startsWith('Content-Type: text/plain')));
    assert.match(mail.source, /https:\/\/integrator\.example\.com\/api\/v1\/runs\/1/);
  });

  for (const [title, name] of [
    ['CR LF', 'x\r\nBcc: thief@example.com\r\n\r\nbody'],
    ['LF alone', 'x\nBcc: thief@example.com'],
    ['CR alone', 'x\rBcc: thief@example.com'],
    ['line separators', 'x\u2028Bcc: thief@example.com\u0085Bcc: thief@example.com'],
    ['a long name', `${'x'.repeat(5000)}\r\nBcc: thief@example.com`],
    ['the end of a mail', 'x\r\n.\r\nMAIL FROM:<thief@example.com>\r\n'],
  ] as const) {
    it(`gets no header and no receiver from a name with ${title}`, async () => {
      await send(`smtp://${server.address}`, message({ text: `The run ${name} is Failed.` }));
      assert.equal(server.received.length, 1);
      const [mail] = server.received;
      assert.deepEqual(mail?.to, email.to);
      const names = headersOf(mail.source).map((header) => header.split(':')[0]?.toLowerCase());
      assert.ok(!names.includes('bcc'), mail.source);
      assert.deepEqual(new Set(names).size, names.length);
    });
  }

  it('is sent through TLS only, but to this machine itself', async () => {
    const plain = await MailServer.start({ hideSTARTTLS: true });
    try {
      const asFromAfar = `smtp://0.0.0.0:${plain.port}`;
      await assert.rejects(send(asFromAfar, message()), { code: 'target-unavailable' });
      assert.equal(plain.received.length, 0);
      await send(`smtp://127.0.0.1:${plain.port}`, message());
      assert.equal(plain.received.length, 1);
    } finally {
      await plain.stop();
    }
  });

  it('is not sent to a server whose certificate nobody stands behind', async () => {
    await assert.rejects(send(`smtp://0.0.0.0:${server.port}`, message()), { code: 'target-unavailable' });
    assert.equal(server.received.length, 0);
  });

  it('that some of its receivers are refused is told, and is sent nevertheless', async () => {
    const choosy = await MailServer.start({
      onRcptTo: ({ address }, _session, done) => {
        if (address.startsWith('night')) done(new Error('no such mailbox'));
        else done();
      },
    });
    try {
      const remark = await send(`smtp://${choosy.address}`, message());
      assert.equal(remark, 'The mail server refused night@example.com.');
      assert.deepEqual(choosy.received[0]?.to, ['ops@example.com']);
    } finally {
      await choosy.stop();
    }
  });

  it('tells no secret when the server repeats it', async () => {
    await assert.rejects(send(`smtp://user:hidden%20thing@${server.address}`, message()), (error) => {
      assert.ok(error instanceof IntegratorError);
      assert.equal(error.code, 'target-unavailable');
      assert.match(error.message, /Wrong: \*\*\*/);
      assert.doesNotMatch(error.message, /hidden/);
      return true;
    });
  });

  for (const user of ['xq', 'xqz', 'xqzv']) {
    it(`tells no secret when the server repeats how ${user} has said it`, async () => {
      const talkative = await MailServer.start({
        onAuth: ({ username = '', password = '' }, _session, done) => {
          done(new Error(`AUTH PLAIN ${Buffer.from(`\0${username}\0${password}`).toString('base64')}`));
        },
      });
      try {
        await assert.rejects(send(`smtp://${user}:hidden%20thing@${talkative.address}`, message()), (error) => {
          assert.ok(error instanceof IntegratorError);
          assert.match(error.message, /AUTH PLAIN \*\*\*/);
          return true;
        });
      } finally {
        await talkative.stop();
      }
    });
  }

  it('is given up where the server answers, and takes minutes for its many receivers', async () => {
    const slow = await MailServer.start({
      closeTimeout: 1,
      onRcptTo: (_address, _session, done) => void setTimeout(done, 8000).unref(),
    });
    const to = Array.from({ length: 9 }, (_, index) => `ops${index}@example.com`);
    const sending = send(`smtp://${slow.address}`, message(), { ...email, to });
    await assert.rejects(sending, { code: 'target-unavailable', message: /not done within 30 s/ });
    assert.equal(slow.received.length, 0);
    await slow.stop();
  });

  it('is given up at once when the worker ends', async () => {
    const silent = await MailServer.start({ onConnect: () => undefined });
    const ended = new AbortController();
    const sending = sendMail(email, message(), () => `smtp://${silent.address}`, ended.signal);
    ended.abort(new Error('the worker ends'));
    await assert.rejects(sending, /the worker ends/);
    await silent.stop();
  });
});

describe('The URL of a mail server', () => {
  it('is read with its defaults', () => {
    assert.deepEqual(readMailServer('smtp://mail.example.com'), {
      host: 'mail.example.com',
      port: 587,
      secure: false,
      requireTLS: true,
      ignoreTLS: false,
    });
    assert.deepEqual(readMailServer('smtps://me%40example.com:a%2Fb@mail.example.com/'), {
      host: 'mail.example.com',
      port: 465,
      secure: true,
      requireTLS: false,
      ignoreTLS: false,
      auth: { user: 'me@example.com', pass: 'a/b' },
    });
    for (const host of ['localhost:25', '127.0.0.1:25', '[::1]:25']) {
      assert.equal(readMailServer(`smtp://${host}`).requireTLS, false, host);
    }
    for (const host of ['127.example.com', 'localhost.example.com', '10.0.0.1']) {
      assert.equal(readMailServer(`smtp://${host}`).requireTLS, true, host);
    }
  });

  for (const url of [
    'mail.example.com',
    'http://mail.example.com',
    'smtp://',
    'smtp://user:hidden@mail.example.com?requireTLS=false',
    'smtp://user:hidden@mail.example.com/path',
    'smtp://user:hidden@mail.example.com#x',
    'smtp://user:%zzhidden@mail.example.com',
  ]) {
    it(`is refused, without being told: ${url}`, () => {
      assert.throws(
        () => readMailServer(url),
        (error: IntegratorError) => error.code === 'connection-invalid' && !error.message.includes('hidden'),
      );
    });
  }
});
