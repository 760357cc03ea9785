import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';

import { HttpClient } from '../../support/http-client.js';
import { assertProblem } from '../support/problem.js';
import { GuardedService } from './support/guarded-service.js';

describe('API keys', () => {
  let guarded: GuardedService;
  let admin: HttpClient;

  before(async () => {
    guarded = await GuardedService.start();
    admin = guarded.as((await guarded.makeKey('admin', 'all', 'ops')).token);
  });
  after(() => guarded.stop());

  const make = async (asked: object): Promise<{ id: string; key: string }> => {
    const { status, body, text } = await admin.post('/api/v1/api-keys', asked);
    assert.equal(status, 201, text);
    return { id: body.id, key: String(body.key) };
  };
  const listed = async (id: string) => {
    const { body } = await admin.get('/api/v1/api-keys');
    return body.items.find((one) => one.id === id)!;
  };

  it('are told once, when they are made, and are good at once', async () => {
    const { id, key } = await make({ name: 'night', role: 'viewer', sites: ['LIVE'] });
    assert.match(key, /^ti_[0-9a-f]{16}_[\w-]{43}$/);
    assert.ok(key.includes(id));
    assert.equal((await guarded.as(key).get('/api/v1/sites')).status, 200);
    const { text } = await admin.get('/api/v1/api-keys');
    assert.ok(!text.includes(key.slice(-43)), 'the list has the secret');
    const { createdAt, lastUsedAt, ...rest } = await listed(id);
    assert.deepEqual(rest, { id, name: 'night', role: 'viewer', sites: ['LIVE'], createdBy: 'ops' });
    assert.ok(typeof createdAt === 'string' && typeof lastUsedAt === 'string');
  });

  it('are kept as a hash only', async () => {
    const { id, key } = await make({ name: 'hashed', role: 'viewer' });
    const { rows } = await guarded.service.database.query('select * from api_key where id = $1', [id]);
    const { secret_hash: hash } = rows[0] as { secret_hash: Buffer };
    assert.equal(hash.length, 32);
    assert.ok(!JSON.stringify(rows).includes(key.slice(-43)));
  });

  it('are refused as soon as they are revoked, which is in the list', async () => {
    const { id, key } = await make({ name: 'left', role: 'operator' });
    const client = guarded.as(key);
    assert.equal((await client.get('/api/v1/sites')).status, 200);
    assert.equal((await admin.delete(`/api/v1/api-keys/${id}`)).status, 204);
    assertProblem(await client.get('/api/v1/sites'), 'unauthenticated', /left was revoked at 2/, /Ask/);
    const { revokedAt, revokedBy } = await listed(id);
    assert.equal(revokedBy, 'ops');
    assert.equal((await admin.delete(`/api/v1/api-keys/${id}`)).status, 204);
    assert.equal((await listed(id)).revokedAt, revokedAt);
  });

  it('are refused from the moment on when they expire', async () => {
    const { id, key } = await make({ name: 'short', role: 'viewer', expiresAt: '2999-01-01T00:00:00+02:00' });
    assert.equal((await listed(id)).expiresAt, '2998-12-31T22:00:00.000Z');
    const far = await make({ name: 'far', role: 'viewer', expiresAt: '2999-01-01T00:00:00+19:58' });
    assert.equal((await listed(far.id)).expiresAt, '2998-12-31T04:02:00.000Z');
    assert.equal((await guarded.as(key).get('/api/v1/sites')).status, 200);
    await guarded.service.database.query('update api_key set expires_at = clock_timestamp() where id = $1', [id]);
    assertProblem(await guarded.as(key).get('/api/v1/sites'), 'unauthenticated', /short has expired at/);
  });

  it('with another secret are refused without a word about the key', async () => {
    const { key } = await make({ name: 'guessed', role: 'admin' });
    for (const token of [key.replace(/.$/, key.endsWith('A') ? 'B' : 'A'), `ti_0123456789abcdef_${'A'.repeat(43)}`]) {
      const answer = await guarded.as(token).get('/api/v1/sites');
      assertProblem(answer, 'unauthenticated', /is not known/);
      assert.ok(!answer.text.includes('guessed'));
      assert.equal(answer.headers.get('www-authenticate'), 'Bearer realm="temporal-integrator", error="invalid_token"');
    }
  });

  it('are asked for where there is none', async () => {
    const answer = await guarded.as().get('/api/v1/sites');
    assertProblem(answer, 'unauthenticated', /Authorization: Bearer/);
    assert.equal(answer.headers.get('www-authenticate'), 'Bearer realm="temporal-integrator"');
    const basic = new HttpClient(guarded.service.api.url, { Authorization: 'Basic b3BzOm9wcw==' });
    assertProblem(await basic.get('/api/v1/sites'), 'unauthenticated');
    assertProblem(await guarded.as('ti_short').get('/api/v1/sites'), 'unauthenticated', /not known/);
    assertProblem(await guarded.as('no-key').get('/api/v1/sites'), 'unauthenticated', /INTEGRATOR_OIDC_ISSUER/);
  });

  it('are good as a password for what only reads, as a calendar that subscribes to the feed sends it', async () => {
    const { key } = await make({ name: 'calendar', role: 'admin' });
    const basic = `Basic ${Buffer.from(`anyone:${key}`).toString('base64')}`;
    const calendar = new HttpClient(guarded.service.api.url, { Authorization: basic });
    assert.equal((await calendar.get('/api/v1/sites')).status, 200);
    assertProblem(await calendar.post('/api/v1/sites/LIVE/start'), 'unauthenticated', /Authorization: Bearer/);
  });

  it('note at most once a minute that they were used', async () => {
    const { id, key } = await make({ name: 'busy', role: 'viewer' });
    const use = async (): Promise<unknown> => {
      assert.equal((await guarded.as(key).get('/api/v1/sites')).status, 200);
      return (await listed(id)).lastUsedAt;
    };
    const first = await use();
    assert.equal(await use(), first);
    const { database } = guarded.service;
    await database.query("update api_key set last_used_at = now() - interval '61 seconds' where id = $1", [id]);
    assert.ok(String(await use()) >= String(first));
    assert.notEqual((await listed(id)).lastUsedAt, undefined);
  });

  it('are refused unless they say what they are for', async () => {
    for (const [asked, said] of [
      [{ role: 'viewer' }, /name/],
      [{ name: 'x', role: 'root' }, /role/],
      [{ name: 'x', role: 'viewer', sites: [] }, /sites/],
      [{ name: 'x', role: 'viewer', sites: ['no site!'] }, /sites/],
      [
        { name: 'x', role: 'viewer', expiresAt: '2001-01-01T00:00:00Z' },
        /expiresAt: expected a moment that is to come/,
      ],
      [{ name: 'x\n', role: 'viewer', admin: true }, /admin/],
    ] as const) {
      assertProblem(await admin.post('/api/v1/api-keys', asked), 'invalid-request', said);
    }
    assertProblem(await admin.delete('/api/v1/api-keys/0123456789abcdef'), 'api-key-not-found', /GET/);
    assertProblem(await admin.delete('/api/v1/api-keys/x'), 'invalid-request', /key/);
  });

  it('leave a line each in the audit when they are made and when they are revoked', async () => {
    const { id } = await make({ name: 'audited', role: 'operator', sites: ['LIVE'] });
    await admin.delete(`/api/v1/api-keys/${id}`);
    await admin.delete(`/api/v1/api-keys/${id}`);
    const { body } = await admin.get('/api/v1/audit');
    const lines = body.items.filter((one) => one.apiKey === id);
    assert.deepEqual(
      lines.map(({ action, by }) => [action, by]),
      [
        ['revoke', 'ops'],
        ['make', 'ops'],
      ],
    );
  });
});

describe('a request of somebody who may not', () => {
  let guarded: GuardedService;
  let outsider: HttpClient;

  before(async () => {
    guarded = await GuardedService.start();
    outsider = guarded.as((await guarded.makeKey('operator', ['OTHER'])).token);
  });
  after(() => guarded.stop());

  it('is not read: nothing of a file comes to the disk', async () => {
    const { folder } = guarded.service;
    const file = Buffer.alloc(2 * 1024 * 1024, 'a');
    assertProblem(await guarded.as().put('/api/v1/sites/LIVE/files/a.csv', file), 'unauthenticated');
    assertProblem(await outsider.put('/api/v1/sites/LIVE/files/a.csv', file), 'forbidden');
    assert.ok(!existsSync(join(folder, 'files', 'incoming')));
  });

  it('is refused for that, whatever else is wrong with it', async () => {
    assertProblem(await outsider.get('/api/v1/sites/LIVE?nonsense=1'), 'forbidden');
    assertProblem(await outsider.post('/api/v1/api-keys', '{'), 'forbidden');
    assertProblem(await guarded.as().get('/api/v1/sites/no%20site'), 'unauthenticated');
  });

  it('is told the same whether the site is there or not', async () => {
    await insertSite('LIVE');
    const there = await outsider.get('/api/v1/sites/LIVE');
    const gone = await outsider.get('/api/v1/sites/GONE');
    assertProblem(there, 'forbidden', /OTHER/);
    assert.equal(there.text.replaceAll('LIVE', 'GONE'), gone.text);
  });

  it('is told of a run of a site out of reach what is told of none', async () => {
    const [run, none] = [randomUUID(), randomUUID()];
    await guarded.service.database.query(
      `insert into run (id, site, integration, definition_version, name, status, trigger, requested_by, parameters,
         temporal_run_id)
       values ($1, 'LIVE', 'x', 1, 'a run', 'In-Progress', 'manual', 'test', '{}', '')`,
      [run],
    );
    for (const path of ['', '/details', '/differences', '/rejects', '/rejects/summary', '/source-file']) {
      const [there, gone] = [`/api/v1/runs/${run}${path}`, `/api/v1/runs/${none}${path}`];
      const answer = await outsider.get(there);
      assertProblem(answer, 'run-not-found');
      assert.equal(answer.text.replaceAll(run, none), (await outsider.get(gone)).text);
    }
    for (const path of ['/halt', '/rerun', '/rejects/resubmit']) {
      assertProblem(await outsider.post(`/api/v1/runs/${run}${path}`), 'run-not-found');
    }
    const insider = guarded.as((await guarded.makeKey('viewer', ['LIVE'])).token);
    assert.equal((await insider.get(`/api/v1/runs/${run}`)).status, 200);
    assertProblem(await insider.get('/api/v1/runs/latest'), 'invalid-request');
  });

  const insertSite = (site: string): Promise<unknown> =>
    guarded.service.database.query(
      `insert into site (id, kind, time_zone, connections) values ($1, 'LIVE', 'UTC', '{}')`,
      [site],
    );
});
