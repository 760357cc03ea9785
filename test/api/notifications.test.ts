import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';

import { drop, status } from '../connections/http/support/http-server.js';
import { MailServer } from '../connections/support/mail-server.js';
import { uniqueSite, startService, type TestService } from '../support/service.js';
import { notifiedSite, secretFile, WEBHOOK_SECRET, type NotifiedSite } from './support/notified-site.js';

/** A required name, so that a record without one is a reject. */
const named = { primaryKey: 'id', fields: [{ name: 'id' }, { name: 'name', constraints: { required: true } }] };
const [GOOD, WITH_REJECT, BROKEN] = ['id,name\n1,One\n', 'id,name\n1,One\n2,\n', 'id,nonsense\n1,One\n'];

describe('Notifications of a site', () => {
  let service: TestService;
  let site: NotifiedSite;
  before(async () => (service = await startService()));
  after(() => service.stop());
  afterEach(() => site.server.stop());

  it('tell a webhook of a failed run, signed', async () => {
    site = await notifiedSite(service, ['failed']);
    const run = await site.run(BROKEN);
    assert.equal(run.status, 'Failed');
    await site.round();
    assert.equal(site.server.received.length, 1);
    const [{ headers, body }] = site.server.received as [(typeof site.server.received)[0]];
    const [, seconds, signature] = /^t=(\d+),v1=(\w+)$/.exec(String(headers['integrator-signature'])) ?? [];
    assert.equal(signature, createHmac('sha256', WEBHOOK_SECRET).update(`${seconds}.${body}`).digest('hex'));
    const [told] = site.told();
    assert.equal(told?.event, 'failed');
    assert.equal(told.site, site.site);
    assert.equal(told.run, run.id);
    assert.ok(told.text?.includes(run.reason) && told.text.includes(run.name), told.text);
    assert.equal(headers['idempotency-key'], told.id);
    const [listed] = await site.listed();
    assert.equal(listed?.state, 'sent');
    assert.equal(listed.id, told.id);
    await site.round();
    assert.equal(site.server.received.length, 1);
  });

  it('arrive once their receiver is up again, with one id', async () => {
    site = await notifiedSite(service, ['failed']);
    site.server.will(status(500, 'not now'), drop, status(503), status(200));
    await site.run(BROKEN);
    for (const attempts of [1, 2, 3]) {
      await site.round();
      const [waiting] = await site.listed('?state=waiting');
      assert.equal(waiting?.attempts, attempts);
      assert.ok(waiting.lastError);
      const due = Date.parse(String(waiting.nextAttempt)) - Date.now();
      assert.ok(due > 0, 'it is not tried again at once');
      await site.round();
      assert.equal(site.server.received.length, attempts, 'nor before its time');
      await site.hasten();
    }
    await site.round();
    const told = site.told();
    assert.equal(told.length, 4);
    assert.equal(new Set(told.map(({ id }) => id)).size, 1);
    assert.deepEqual(
      (await site.listed()).map(({ state, attempts }) => [state, attempts]),
      [['sent', 4]],
    );
  });

  it('are given up after a day, visibly', async () => {
    site = await notifiedSite(service, ['failed']);
    site.server.will(status(500, 'never'));
    await site.run(BROKEN);
    await site.round();
    await site.hasten();
    await service.database.query(
      `update notification set tried_since = now() - interval '23 hours 50 minutes', attempts = 9 where site = $1`,
      [site.site],
    );
    await site.round();
    const [given] = await site.listed('?state=given%20up');
    assert.equal(given?.attempts, 10);
    assert.match(String(given.lastError), /answered 500: "never"/);
    assert.equal(given.nextAttempt, undefined);
    await site.hasten();
    await site.round();
    assert.equal(site.server.received.length, 2);
  });

  it('are given up at once by a receiver that says it is gone', async () => {
    site = await notifiedSite(service, ['failed']);
    site.server.will(status(410));
    await site.run(BROKEN);
    await site.round();
    assert.equal((await site.listed('?state=given%20up')).length, 1);
  });

  it('tell of rejects, with their counts', async () => {
    site = await notifiedSite(service, ['completed-with-errors'], { schema: named });
    const run = await site.run(WITH_REJECT);
    assert.equal(run.status, 'Completed with Errors');
    await site.round();
    const [told] = site.told();
    assert.equal(told?.event, 'completed-with-errors');
    assert.match(told.text ?? '', /2 records read, 1 applied, 1 rejected/);
    assert.equal(told.run, run.id);
  });

  it('tell of a recovery once, and of no success beside', async () => {
    site = await notifiedSite(service, ['recovered'], { schema: named });
    await site.run(GOOD);
    await site.run(WITH_REJECT);
    await site.run(BROKEN);
    const first = await site.run(GOOD);
    await site.run(GOOD);
    await site.round();
    assert.deepEqual(
      site.told().map(({ event, run }) => [event, run]),
      [['recovered', first.id]],
    );
    await site.run(WITH_REJECT);
    const second = await site.run(GOOD);
    await site.round();
    assert.deepEqual(
      site.told().map(({ run }) => run),
      [first.id, second.id],
    );
  });

  it('tell nothing of a dry run, of other events, or of integrations that are not named', async () => {
    site = await notifiedSite(service, ['failed', 'recovered']);
    const { body } = await service.http.get(`/sites/${site.site}`);
    const { hook } = body.notifications as Record<string, object>;
    const change = (notification: object) =>
      service.http.put(`/sites/${site.site}`, {
        kind: body.kind,
        connections: body.connections,
        notifications: { hook: notification },
      });
    await service.http.put(`/sites/${site.site}/files/things.csv`, BROKEN);
    const dry = await site.runWith({ file: 'things.csv', dryRun: true });
    assert.equal(dry.status, 'Failed');
    assert.equal((await change({ ...hook, on: ['recovered'] })).status, 200);
    await site.run(BROKEN);
    assert.equal((await change({ ...hook, on: ['failed'], integrations: ['others'] })).status, 200);
    await site.run(BROKEN);
    await site.round();
    assert.equal(site.server.received.length, 0);
    assert.deepEqual(await site.listed(), []);
    assert.equal((await change({ ...hook, on: ['failed'], integrations: ['others', 'things'] })).status, 200);
    await site.run(BROKEN);
    await site.round();
    assert.equal(site.server.received.length, 1);
  });

  it('are given up where the notification is there no more', async () => {
    site = await notifiedSite(service, ['failed']);
    await site.run(BROKEN);
    const { body } = await service.http.get(`/sites/${site.site}`);
    await service.http.put(`/sites/${site.site}`, { kind: body.kind, connections: body.connections });
    await site.round();
    const [given] = await site.listed();
    assert.equal(given?.state, 'given up');
    assert.equal(site.server.received.length, 0);
  });

  it('are tried when somebody asks for it, once', async () => {
    site = await notifiedSite(service, ['failed']);
    const address = `/sites/${site.site}/notifications/hook/test`;
    const sent = await service.http.post(address);
    assert.equal(sent.status, 200, sent.text);
    assert.equal(sent.body.sent, true);
    assert.deepEqual(
      site.told().map(({ id, event }) => [id, event]),
      [[sent.body.id, 'test']],
    );
    site.server.will(status(404, 'nobody here'));
    const failed = await service.http.post(address);
    assert.equal(failed.body.sent, false);
    assert.match(String(failed.body.problem), /answered 404: "nobody here"/);
    await site.round();
    assert.equal(site.server.received.length, 1);
    const unknown = await service.http.post(`/sites/${site.site}/notifications/other/test`);
    assert.deepEqual([unknown.status, unknown.body.code], [404, 'notification-not-found']);
  });

  it('come by mail', async () => {
    site = await notifiedSite(service, ['failed']);
    const mails = await MailServer.start();
    try {
      const smtp = await secretFile(service, `smtp://user:pass%20word@${mails.address}`);
      const { body } = await service.http.get(`/sites/${site.site}`);
      const mail = { email: { to: ['ops@example.com'], from: 'integrator@example.com', smtp }, on: ['failed'] };
      const changed = await service.http.put(`/sites/${site.site}`, {
        kind: body.kind,
        connections: body.connections,
        notifications: { mail },
      });
      assert.equal(changed.status, 200, changed.text);
      const run = await site.run(BROKEN);
      await site.round();
      const [listed] = await site.listed();
      assert.equal(listed?.state, 'sent', String(listed?.lastError));
      assert.match(mails.received[0]?.source ?? '', new RegExp(`Message-ID: <${listed.id}@`));
      assert.ok(mails.received[0]?.source.replace(/=\r\n/g, '').includes(run.name), mails.received[0]?.source);
    } finally {
      await mails.stop();
    }
  });

  it('show no secret, neither in the outbox nor in answers', async () => {
    site = await notifiedSite(service, ['failed']);
    site.server.will((response, { headers }) =>
      response.writeHead(500).end(`${WEBHOOK_SECRET} ${String(headers['integrator-signature'])}`),
    );
    await site.run(BROKEN);
    await site.round();
    const tried = await service.http.post(`/sites/${site.site}/notifications/hook/test`);
    const { rows } = await service.database.query<{ row: string }>(
      'select notification::text as row from notification where site = $1',
      [site.site],
    );
    assert.equal(rows.length, 2);
    const answers = [tried.text, JSON.stringify(await site.listed()), ...rows.map(({ row }) => row)];
    for (const text of answers) {
      assert.match(text, /answered 500/);
      assert.ok(!text.includes(WEBHOOK_SECRET), text);
    }
  });

  it('are listed in pages', async () => {
    site = await notifiedSite(service, ['failed']);
    for (let times = 0; times < 3; times += 1) await site.run(BROKEN);
    const first = await service.http.get(`/sites/${site.site}/notifications?limit=2`);
    const second = await service.http.get(`/sites/${site.site}/notifications?limit=2&cursor=${first.body.next}`);
    const ids = [...first.body.items, ...second.body.items].map(({ id }) => id);
    assert.equal(new Set(ids).size, 3);
    assert.equal(second.body.next, undefined);
  });
});

describe('Notifications that are not right', () => {
  let service: TestService;
  before(async () => (service = await startService({ worker: false })));
  after(() => service.stop());

  const webhook = { url: 'https://hooks.example.com/integrator', secret: 'env:HOOK_SECRET' };
  const email = { to: ['ops@example.com'], from: 'integrator@example.com', smtp: 'env:SMTP_URL' };
  const refused: [string, object, string][] = [
    ['neither webhook nor email', { on: ['failed'] }, 'notifications.hook'],
    ['both', { webhook, email, on: ['failed'] }, 'notifications.hook'],
    ['no event', { webhook, on: [] }, 'notifications.hook.on'],
    ['an unknown event', { webhook, on: ['exploded'] }, 'notifications.hook.on[0]'],
    ['an event twice', { webhook, on: ['failed', 'failed'] }, 'notifications.hook.on'],
    [
      'a secret itself',
      { webhook: { ...webhook, secret: 'hush' }, on: ['failed'] },
      'notifications.hook.webhook.secret',
    ],
    [
      'a password in the url',
      { webhook: { ...webhook, url: 'https://u:p@example.com' }, on: ['failed'] },
      'notifications.hook.webhook.url',
    ],
    [
      'a receiver of two lines',
      { email: { ...email, to: ['ops@example.com\r\nBcc: thief@example.com'] }, on: ['failed'] },
      'notifications.hook.email.to[0]',
    ],
    [
      'a mail server itself',
      { email: { ...email, smtp: 'smtp://mail' }, on: ['failed'] },
      'notifications.hook.email.smtp',
    ],
    ['an unknown property', { webhook, on: ['failed'], off: [] }, 'notifications.hook.off'],
  ];
  for (const [title, hook, path] of refused) {
    it(`are refused with the path: ${title}`, async () => {
      const answer = await service.http.put(`/sites/${uniqueSite()}`, { kind: 'DEV', notifications: { hook } });
      assert.equal(answer.status, 422, answer.text);
      assert.deepEqual(
        answer.body.errors.map((error) => error.path),
        [path],
      );
    });
  }
});
