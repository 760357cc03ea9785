import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { AnswerBody } from '../support/http-client.js';
import { startService, uniqueSite, type TestService } from '../support/service.js';
import { exportSite } from './support/export-site.js';
import { importSite } from './support/import-site.js';
import { assertFailed, assertProblem } from './support/problem.js';
import { RecordEndpoint } from './support/record-endpoint.js';
import { holdRun, loadWaits, waitForEnd } from './support/start-run.js';

describe('a site that is not LIVE', () => {
  let service: TestService;
  before(async () => (service = await startService()));
  after(() => service.stop());
  // What is LIVE in one test is not in the next.
  afterEach(() => service.database.query(`update site set kind = 'STAGE' where kind = 'LIVE'`));

  const folder = async () => {
    const path = join(service.folder, randomUUID());
    await mkdir(path);
    return path;
  };
  const liveSite = async (connections: Record<string, unknown>) => {
    const site = uniqueSite();
    assert.equal((await service.http.put(`/sites/${site}`, { kind: 'LIVE', connections })).status, 201);
    return site;
  };
  const arm = (site: string, connection: string, reason = 'a test with the bank') =>
    service.http.post(`/sites/${site}/connections/${connection}/arm`, { reason });
  const disarm = (site: string, connection: string) =>
    service.http.post(`/sites/${site}/connections/${connection}/disarm`);
  const send = (site: string) =>
    service.http.post(`/sites/${site}/integrations/things/send-all`, {}, { Prefer: 'wait=60' });
  const armed = async (site: string) => Object.keys((await service.http.get(`/sites/${site}`)).body.armed as object);

  it('sends nothing to a folder of a LIVE site until the connection is armed, and no more when it is disarmed', async () => {
    const { site, outbox, names, sql, table } = await exportSite(service);
    await sql(`insert into ${table} values ('1', 'one')`);
    const link = join(service.folder, randomUUID());
    await symlink(outbox, link);
    const live = await liveSite({ partner: { kind: 'folder', path: link } });

    const refused = await send(site);
    const call = new RegExp(`POST /api/v1/sites/${site}/connections/outbox/arm`);
    assertProblem(refused, 'connection-not-armed', /outbox/, new RegExp(`LIVE site ${live} .*partner`), call);
    assert.deepEqual(await names(), []);
    const [run] = (await service.http.get(`/sites/${site}/runs`)).body.items;
    assert.equal(run?.status, 'Not Run');
    assert.equal(run.code, 'connection-not-armed');

    assert.equal((await arm(site, 'outbox')).status, 200);
    assert.equal((await send(site)).body.status, 'Completed');
    assert.deepEqual(await names(), ['things.csv']);

    assert.equal((await disarm(site, 'outbox')).status, 204);
    assertProblem(await send(site), 'connection-not-armed');
  });

  it('shows who armed which connection, when and why, also in its audit', async () => {
    const site = uniqueSite();
    const path = await folder();
    const connections = { outbox: { kind: 'folder', path }, other: { kind: 'folder', path } };
    await service.http.put(`/sites/${site}`, { kind: 'STAGE', connections });
    const began = Date.now();
    const answer = await arm(site, 'outbox', '  a test with the bank ');
    const { armed } = (await service.http.get(`/sites/${site}`)).body;
    assert.deepEqual(armed, { outbox: answer.body });
    const { at, ...rest } = answer.body;
    assert.deepEqual(rest, { by: 'api', reason: 'a test with the bank' });
    assert.ok(Math.abs(Date.parse(String(at)) - began) < 60_000);
    await disarm(site, 'outbox');
    // What changes nothing is not written down.
    await disarm(site, 'outbox');
    assert.deepEqual((await service.http.get(`/sites/${site}`)).body.armed, {});
    const { items } = (await service.http.get(`/sites/${site}/audit`)).body;
    assert.deepEqual(
      items.filter(({ change }) => change === undefined).map((item) => ({ ...item, at: '' })),
      [
        { at: '', action: 'disarm', by: 'api', connection: 'outbox' },
        { at: '', action: 'arm', by: 'api', reason: 'a test with the bank', connection: 'outbox' },
      ],
    );
  });

  it('is not armed without a reason, nor where there is nothing to arm', async () => {
    const site = uniqueSite();
    const connections = { outbox: { kind: 'folder', path: await folder() } };
    await service.http.put(`/sites/${site}`, { kind: 'STAGE', connections });
    assertProblem(await arm(site, 'outbox', ' '), 'reason-required', /outbox/);
    assertProblem(await service.http.post(`/sites/${site}/connections/outbox/arm`), 'reason-required');
    assertProblem(await arm(site, 'nothing'), 'connection-not-found', /outbox/);
    assertProblem(await disarm(site, 'nothing'), 'connection-not-found');
    assertProblem(await arm('NOWHERE', 'outbox'), 'site-not-found');
    const live = await liveSite(connections);
    assertProblem(await arm(live, 'outbox'), 'invalid-request', /LIVE/);
  });

  it('is armed no more when the connection was changed', async () => {
    const { site, outbox } = await exportSite(service);
    await liveSite({ partner: { kind: 'folder', path: outbox } });
    await arm(site, 'outbox');
    const source = { kind: 'postgres', url: 'env:TARGET_URL' };
    const change = (path: string) =>
      service.http.put(`/sites/${site}`, { kind: 'DEV', connections: { source, outbox: { kind: 'folder', path } } });
    await change(`${outbox}/.`);
    assert.deepEqual(await armed(site), []);
    assertProblem(await send(site), 'connection-not-armed');
    await change(outbox);
    assert.deepEqual(await armed(site), ['outbox']);
  });

  it('sends nothing by http to the origin of a LIVE site', async () => {
    const endpoint = new RecordEndpoint();
    await endpoint.start();
    try {
      const http = (path: string) => ({ kind: 'http', url: endpoint.url + path, allowPrivate: true });
      const target = { connection: 'store', records: {} };
      const { site, sql, table } = await exportSite(service, {
        connections: { store: http('/dev') },
        definition: { target },
      });
      await sql(`insert into ${table} values ('1', 'one')`);
      await liveSite({ store: http('/live') });
      assertProblem(await send(site), 'connection-not-armed', /store/);
      assert.deepEqual(endpoint.received, []);
      await arm(site, 'store');
      assert.equal((await send(site)).body.status, 'Completed');
      assert.deepEqual(endpoint.records, [{ id: '1', name: 'one' }]);
    } finally {
      await endpoint.stop();
    }
  });

  it('delivers nothing when it was disarmed while the records were collected', async () => {
    const { site, outbox, names, table } = await exportSite(service);
    await service.target.query(`insert into ${table} values ('1', 'one')`);
    await liveSite({ partner: { kind: 'folder', path: outbox } });
    assertFailed(await sendDisarmed(site, table, 'outbox'), 'connection-not-armed');
    assert.deepEqual(await names(), []);
  });

  it('sends no records when it was disarmed while they were collected', async () => {
    const endpoint = new RecordEndpoint();
    await endpoint.start();
    try {
      const store = { kind: 'http', url: endpoint.url, allowPrivate: true };
      const definition = { target: { connection: 'store', records: {} } };
      const { site, table } = await exportSite(service, { connections: { store }, definition });
      await service.target.query(`insert into ${table} values ('1', 'one')`);
      await liveSite({ store });
      assertFailed(await sendDisarmed(site, table, 'store'), 'connection-not-armed');
      assert.deepEqual(endpoint.received, []);
    } finally {
      await endpoint.stop();
    }
  });

  /** Sends, and disarms the connection while the run waits for its source. */
  async function sendDisarmed(site: string, table: string, connection: string): Promise<AnswerBody> {
    await arm(site, connection);
    const holder = await service.target.connect();
    try {
      await holder.query(`begin; lock table ${table} in access exclusive mode`);
      const { body } = await service.http.post(`/sites/${site}/integrations/things/send-all`, {});
      await loadWaits(service, table);
      await disarm(site, connection);
      await holder.query('rollback');
      return await waitForEnd(service, body.id);
    } finally {
      holder.release(true);
    }
  }

  describe('with the database of a LIVE site as target', () => {
    /** The same database, as somebody else writes it. */
    const otherReference = async () => {
      const file = join(service.folder, randomUUID());
      await writeFile(file, `${service.targetUrl}?application_name=live`);
      return `file:${file}`;
    };
    const runOf = (site: string, request: Record<string, unknown>) =>
      service.http.post(`/sites/${site}/runs`, { integration: 'things', ...request }, { Prefer: 'wait=60' });

    it('imports nothing into it, nor tries to, until it is armed', async () => {
      const { site, rows } = await importSite(service);
      await service.http.put(`/sites/${site}/files/things.csv`, 'id,name\n1,one\n');
      await liveSite({ hr: { kind: 'postgres', url: await otherReference() } });
      for (const dryRun of [false, true]) {
        assertProblem(await runOf(site, { file: 'things.csv', dryRun }), 'connection-not-armed', /target/);
      }
      assert.deepEqual(await rows(), []);
      const { body } = await service.http.get(`/sites/${site}/connections/target/check`);
      assert.equal(body.established, true);
      await arm(site, 'target');
      assert.equal((await runOf(site, { file: 'things.csv' })).body.status, 'Completed');
      assert.deepEqual(await rows(), [{ id: '1', name: 'one' }]);
    });

    it('reads from it as it likes', async () => {
      const { sql, table, send } = await exportSite(service);
      await sql(`insert into ${table} values ('1', 'one')`);
      await liveSite({ hr: { kind: 'postgres', url: await otherReference() } });
      assert.equal((await send('all')).status, 'Completed');
    });

    it('goes by the reference where nobody here knows what is behind it', async () => {
      const connections = { target: { kind: 'postgres', url: `file:${service.folder}/elsewhere` } };
      const { site } = await importSite(service, { connections });
      await service.http.put(`/sites/${site}/files/things.csv`, 'id,name\n1,one\n');
      await liveSite({ hr: connections.target });
      assertProblem(await runOf(site, { file: 'things.csv' }), 'connection-not-armed');
    });

    it('is refused in the middle of a run too, when it was disarmed since', async () => {
      const things = await importSite(service);
      const { site, rows } = things;
      await liveSite({ hr: { kind: 'postgres', url: await otherReference() } });
      await arm(site, 'target');
      const first = await holdRun(service, things, 'things.csv');
      const request = { integration: 'things', file: 'things.csv', onFileInUse: 'wait' };
      const { body } = await service.http.post(`/sites/${site}/runs`, request);
      assert.equal(body.status, 'In-Progress');
      await disarm(site, 'target');
      // The run that writes already is not held up.
      assert.equal((await first.release()).status, 'Completed');
      assertFailed(await waitForEnd(service, body.id), 'connection-not-armed');
      assert.deepEqual(await rows(), [{ id: '1', name: 'one' }]);
    });
  });

  describe('with the inbox of a LIVE site as source', () => {
    const inboxSite = async (source: Record<string, unknown>) => {
      const path = await folder();
      const connections = { inbox: { kind: 'folder', path } };
      const definition = { source: { connection: 'inbox', file: 'things.csv', settleSeconds: 0, ...source } };
      const made = await importSite(service, { connections, definition });
      await writeFile(join(path, 'things.csv'), 'id,name\n1,one\n');
      await liveSite(connections);
      return { path, ...made };
    };
    const run = async (site: string, request = {}) =>
      service.http.post(`/sites/${site}/runs`, { integration: 'things', ...request }, { Prefer: 'wait=60' });
    const status = ({ body }: { body: AnswerBody }) => body.status;

    it('moves no file of it, until it is armed', async () => {
      const { site, path } = await inboxSite({ archive: 'done' });
      assertProblem(await run(site), 'connection-not-armed', /inbox/);
      assert.deepEqual(await readdir(path), ['things.csv']);
      assert.equal(status(await run(site, { dryRun: true })), 'Completed');
      await arm(site, 'inbox');
      assert.equal(status(await run(site)), 'Completed');
      assert.ok(!(await readdir(path)).includes('things.csv'));
    });

    it('moves none when it was disarmed while the run waited for the name of its file', async () => {
      const { site, path, ...things } = await inboxSite({ archive: 'done' });
      const first = await holdRun(service, { ...things, site }, 'things.csv');
      await arm(site, 'inbox');
      const { body } = await service.http.post(`/sites/${site}/runs`, { integration: 'things', onFileInUse: 'wait' });
      assert.equal(body.status, 'In-Progress');
      await disarm(site, 'inbox');
      await first.release();
      assertFailed(await waitForEnd(service, body.id), 'connection-not-armed');
      assert.deepEqual(await readdir(path), ['things.csv']);
    });

    it('moves none either that its failed runs would put away', async () => {
      const { site, path } = await inboxSite({ failed: 'failed' });
      assertProblem(await run(site), 'connection-not-armed', /inbox/);
      assert.deepEqual(await readdir(path), ['things.csv']);
    });

    it('reads the files that stay where they are', async () => {
      const { site, rows } = await inboxSite({});
      assert.equal(status(await run(site)), 'Completed');
      assert.deepEqual(await rows(), [{ id: '1', name: 'one' }]);
    });
  });
});

describe('a LIVE site', () => {
  let service: TestService;
  before(async () => (service = await startService()));
  after(() => service.stop());

  it('writes to its endpoints, and to those of another LIVE site, without being armed', async () => {
    const { site, rows, run } = await importSite(service, { properties: { kind: 'LIVE' } });
    const connections = { target: { kind: 'postgres', url: 'env:TARGET_URL' } };
    await service.http.put(`/sites/${uniqueSite()}`, { kind: 'LIVE', connections });
    assert.equal((await run('id,name\n1,one\n')).status, 'Completed');
    assert.deepEqual(await rows(), [{ id: '1', name: 'one' }]);
    assert.deepEqual((await service.http.get(`/sites/${site}`)).body.armed, {});
  });
});
