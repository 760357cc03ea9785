import assert from 'node:assert/strict';

import { startService, uniqueSite, type TestService } from '../support/service.js';
import { importSite } from './support/import-site.js';
import { assertProblem } from './support/problem.js';

const connections = {
  hr: { kind: 'postgres', url: 'env:TARGET_URL' },
  inbox: { kind: 'folder', path: '/tmp' },
};

describe('a site', () => {
  let service: TestService;
  before(async () => (service = await startService()));
  after(() => service.stop());

  const put = (site: string, body: unknown) => service.http.put(`/sites/${site}`, body);
  const get = (site: string) => service.http.get(`/sites/${site}`);

  it('is made, Stopped and without tasks, then changed, and read as it is', async () => {
    const site = uniqueSite();
    const exclusionGroups = { bakery: { department: ['Bakery', 7], casual: [true] } };
    const made = await put(site, { kind: 'LIVE', timeZone: 'Australia/Sydney', connections, exclusionGroups });
    assert.equal(made.status, 201, made.text);
    const expected = {
      site,
      kind: 'LIVE',
      timeZone: 'Australia/Sydney',
      connections,
      exclusionGroups,
      calendars: {},
      notifications: {},
      retention: { runs: 400, files: 90, rejects: 90 },
      integrator: 'Stopped',
      tasks: [],
      runs: [],
      armed: {},
      held: 0,
    };
    assert.deepEqual(made.body, expected);
    assert.deepEqual((await get(site)).body, expected);
    const changed = await put(site, { kind: 'STAGE' });
    assert.equal(changed.status, 200);
    const now = { ...expected, kind: 'STAGE', timeZone: 'UTC', connections: {}, exclusionGroups: {} };
    assert.deepEqual(changed.body, now);
    assert.deepEqual((await get(site)).body, now);
  });

  it('stands in the list, with the state of its Integrator', async () => {
    const [one, other] = [uniqueSite(), uniqueSite()];
    await put(one, { kind: 'DEV' });
    await put(other, { kind: 'DEV' });
    await service.http.post(`/sites/${other}/start`);
    const { status, body } = await service.http.get('/sites');
    assert.equal(status, 200);
    const state = (site: string) => body.items.find((item) => item.site === site)?.integrator;
    assert.equal(state(one), 'Stopped');
    assert.equal(state(other), 'Running');
    const ids = body.items.map((item) => String(item.site));
    assert.deepEqual(ids, ids.toSorted());
  });

  it('stays Running when it is changed', async () => {
    const site = uniqueSite();
    await put(site, { kind: 'DEV' });
    await service.http.post(`/sites/${site}/start`);
    assert.equal((await put(site, { kind: 'DEV', timeZone: 'Asia/Tokyo' })).body.integrator, 'Running');
  });

  it('is not deleted while it is Running', async () => {
    const site = uniqueSite();
    await put(site, { kind: 'DEV' });
    await service.http.post(`/sites/${site}/start`);
    assertProblem(await service.http.delete(`/sites/${site}`), 'site-not-stopped', new RegExp(site), /stop it first/);
    assert.equal((await get(site)).body.integrator, 'Running');
  });

  it('is gone when it was stopped and deleted; its runs are found by their id', async () => {
    const { site, run } = await importSite(service);
    const ran = await run('id,name\n1,one\n,two\n');
    await service.http.post(`/sites/${site}/stop`, { reason: 'a test' });
    const deleted = await service.http.delete(`/sites/${site}`);
    assert.equal(deleted.status, 204);
    assert.equal(deleted.text, '');
    assertProblem(await get(site), 'site-not-found', new RegExp(site));
    assert.ok(!(await service.http.get('/sites')).text.includes(site));
    assert.deepEqual((await service.http.get(`/runs/${ran.id}`)).body, ran);
    assert.equal((await service.http.get(`/runs/${ran.id}/rejects`)).body.items.length, 1);
    assert.equal((await service.http.get(`/runs/${ran.id}/source-file`)).text, 'id,name\n1,one\n,two\n');
  });

  it('that was deleted can be made again, new and Stopped', async () => {
    const { site } = await importSite(service);
    await service.http.post(`/sites/${site}/stop`, { reason: 'a test' });
    await service.http.delete(`/sites/${site}`);
    const made = await put(site, { kind: 'DEV' });
    assert.equal(made.status, 201);
    assert.equal(made.body.integrator, 'Stopped');
    assert.deepEqual(made.body.tasks, []);
    const { body } = await service.http.post(`/sites/${site}/start`);
    assert.equal(body.message, `Site ${site} started successfully!`);
  });

  for (const id of ['a%20b', '-a', 'a.b', 'a%2Fb', 'ä', 'x'.repeat(64)]) {
    it(`cannot be called ${id}`, async () => {
      const answer = await put(id, { kind: 'DEV' });
      assertProblem(answer, 'invalid-request', /site: expected letters, digits, - and _/);
    });
  }

  for (const [title, body, path, said] of [
    ['without a kind', {}, 'kind', /"LIVE"/],
    ['of another kind', { kind: 'TEST' }, 'kind', /"LIVE".*"STAGE".*"DEV"/],
    ['in a time zone there is not', { kind: 'DEV', timeZone: 'Sydney' }, 'timeZone', /Australia\/Sydney/],
    ['with a property there is not', { kind: 'DEV', timezone: 'UTC' }, 'timezone', /no such property/],
    [
      'with the password itself',
      { kind: 'DEV', connections: { hr: { kind: 'postgres', url: 'postgres://u:p@h/d' } } },
      'connections.hr.url',
      /env:/,
    ],
    [
      'with a connection of an unknown kind',
      { kind: 'DEV', connections: { hr: { kind: 'ftp' } } },
      'connections.hr.kind',
      /postgres/,
    ],
    [
      'with a connection without its path',
      { kind: 'DEV', connections: { inbox: { kind: 'folder' } } },
      'connections.inbox.path',
      /string/,
    ],
    [
      'with more than its connection takes',
      { kind: 'DEV', connections: { inbox: { kind: 'folder', path: '/', user: 'me' } } },
      'connections.inbox.user',
      /no such property/,
    ],
    [
      'with a connection of a bad name',
      { kind: 'DEV', connections: { 'a b': { kind: 'folder', path: '/' } } },
      'connections.a b',
      /letters, digits/,
    ],
    [
      'with a path that cannot be kept',
      { kind: 'DEV', connections: { inbox: { kind: 'folder', path: 'a\0b' } } },
      'connections.inbox.path',
      /./,
    ],
  ] as const) {
    it(`is refused ${title}: ${path}`, async () => {
      const site = uniqueSite();
      const answer = await put(site, body);
      assertProblem(answer, 'invalid-definition', /^The site is not valid/);
      assert.ok(!answer.text.includes('u:p@'), 'the answer repeats a secret');
      const [error, ...more] = answer.body.errors;
      assert.deepEqual(more, []);
      assert.equal(error?.path, path);
      assert.match(error.message, said);
      assertProblem(await get(site), 'site-not-found');
    });
  }

  it('keeps what it was when a change is refused', async () => {
    const site = uniqueSite();
    await put(site, { kind: 'LIVE', timeZone: 'Asia/Tokyo', connections });
    await put(site, { kind: 'DEV', timeZone: 'nowhere' });
    const { body } = await get(site);
    assert.equal(body.kind, 'LIVE');
    assert.equal(body.timeZone, 'Asia/Tokyo');
  });

  it('that nobody knows is not found at any address below it', async () => {
    const definition = {
      schema: { fields: [{ name: 'id' }] },
      target: { connection: 'hr', table: 't', mode: 'insert' },
    };
    const { http } = service;
    const answers = await Promise.all([
      http.get('/sites/NOWHERE'),
      http.delete('/sites/NOWHERE'),
      http.post('/sites/NOWHERE/start'),
      http.post('/sites/NOWHERE/stop', { reason: 'x' }),
      http.delete('/sites/NOWHERE/start'),
      http.get('/sites/NOWHERE/held'),
      http.get('/sites/NOWHERE/audit'),
      http.get('/sites/NOWHERE/log'),
      http.get('/sites/NOWHERE/integrations'),
      http.get('/sites/NOWHERE/integrations/things'),
      http.put('/sites/NOWHERE/integrations/things', definition),
      http.delete('/sites/NOWHERE/integrations/things'),
      http.put('/sites/NOWHERE/files/a.csv', 'id\n'),
      http.get('/sites/NOWHERE/runs'),
      http.post('/sites/NOWHERE/runs', { integration: 'things' }),
    ]);
    for (const answer of answers) assertProblem(answer, 'site-not-found', /NOWHERE/, /GET \/api\/v1\/sites/);
  });
});
