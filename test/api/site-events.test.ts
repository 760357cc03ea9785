import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Socket } from 'node:net';

import { startService, uniqueSite, type TestService } from '../support/service.js';
import { importSite } from './support/import-site.js';
import { assertProblem } from './support/problem.js';
import { holdRun } from './support/start-run.js';
import { WatchedSite } from './support/watched-site.js';

describe('the events of a site', () => {
  let service: TestService;
  before(async () => (service = await startService()));
  after(() => service.stop());

  const watch = (site: string) => WatchedSite.start(service.api.url, site);
  const look = async (site: string) => (await service.http.get(`/sites/${site}`)).body;
  const ask = async (method: string, path: string, body?: unknown): Promise<void> => {
    const { status, text } = await service.http.send(method, path, body);
    assert.ok(status < 300, text);
  };
  const newSite = async (properties = {}): Promise<string> => {
    const site = uniqueSite();
    assert.equal((await service.http.put(`/sites/${site}`, { kind: 'DEV', ...properties })).status, 201);
    return site;
  };

  it('tell of a run that is opened, comes to its next step, and ends; who looks then sees it', async () => {
    const imports = await importSite(service);
    const watched = await watch(imports.site);
    const { run, release } = await holdRun(service, imports, 'a.csv');
    await watched.until(() => watched.dataOf('run').find((data) => data.run === run.id));
    await watched.until(async () => {
      const { runs } = await look(imports.site);
      return (runs[0] as Record<string, unknown> | undefined)?.step === 'load' || undefined;
    });
    await release();
    await watched.until(() => watched.dataOf('run').find(({ status }) => status === 'Completed'));
    // Nothing more is told of it: what its end has changed is to be seen at the last event.
    await watched.until(async () => {
      const { runs, tasks } = await look(imports.site);
      return (runs.length === 0 && tasks[0]?.status === '') || undefined;
    });
  });

  it('tell of a run that does not run', async () => {
    const { site, runWith } = await importSite(service);
    const watched = await watch(site);
    const name = 'taken';
    await service.http.put(`/sites/${site}/files/a.csv`, 'id,name\n1,one\n');
    await runWith({ file: 'a.csv', name });
    const again = await service.http.post(`/sites/${site}/runs`, { integration: 'things', file: 'a.csv', name });
    assert.equal(again.status, 409);
    await watched.until(() => watched.dataOf('run').find(({ status }) => status === 'Not Run'));
  });

  it('tell of each state of its Integrator', async () => {
    const silent = createServer((socket) => sockets.add(socket));
    const sockets = new Set<Socket>();
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const secret = `${service.folder}/${randomUUID()}`;
    await writeFile(secret, `postgres://127.0.0.1:${(silent.address() as AddressInfo).port}/nobody`);
    const connections = { silent: { kind: 'postgres', url: `file:${secret}` } };
    const site = await newSite({ connections });
    const watched = await watch(site);
    const becomes = (state: string) => watched.until(async () => (await look(site)).integrator === state || undefined);
    let started: Promise<unknown> = Promise.resolve();
    await watched.next('site', () => {
      started = service.http.post(`/sites/${site}/start`);
      return Promise.resolve();
    });
    assert.equal((await look(site)).integrator, 'Starting');
    silent.close();
    for (const socket of sockets) socket.destroy();
    await becomes('Running');
    await started;
    await service.http.post(`/sites/${site}/stop`, { reason: 'stocktake' });
    await becomes('Stopped');
  });

  it('tell of a start that is planned and taken back, and of a request that is held', async () => {
    const { site } = await importSite(service);
    await service.http.post(`/sites/${site}/stop`, { reason: 'stocktake' });
    const watched = await watch(site);
    const at = new Date(Date.now() + 86_400_000).toISOString();
    await watched.next('site', () => ask('POST', `/sites/${site}/start`, { at }));
    assert.ok((await look(site)).plannedStart);
    await watched.next('site', () => ask('DELETE', `/sites/${site}/start`));
    assert.equal((await look(site)).plannedStart, undefined);
    await service.http.put(`/sites/${site}/files/a.csv`, 'id,name\n1,one\n');
    await watched.next('site', () =>
      service.http.post(`/sites/${site}/runs`, { integration: 'things', file: 'a.csv' }),
    );
    assert.equal((await look(site)).held, 1);
  });

  it('tell of a connection that is armed and disarmed', async () => {
    const site = await newSite({ connections: { target: { kind: 'postgres', url: 'env:TARGET_URL' } } });
    const watched = await watch(site);
    const path = `/sites/${site}/connections/target/arm`;
    await watched.next('site', () => ask('POST', path, { reason: 'a test' }));
    assert.deepEqual(Object.keys((await look(site)).armed as object), ['target']);
    await watched.next('site', () => ask('POST', `/sites/${site}/connections/target/disarm`));
    assert.deepEqual((await look(site)).armed, {});
  });

  it('tell of schedules and definitions by their names, and of nothing that stays as it is', async () => {
    const { site } = await importSite(service);
    for (const file of ['a.csv', 'b.csv']) await ask('PUT', `/sites/${site}/files/${file}`, 'id,name\n');
    const watched = await watch(site);
    const recurrence = { repeats: 'By Day', every: 1, startDate: '2026-01-01', startTime: '03:00' };
    const schedule = { integration: 'things', file: 'a.csv', recurrence };
    const set = { abortOnFailure: true, members: [{ integration: 'things' }] };
    const night = { schedule: 'night' };
    for (const cause of [
      () => ask('PUT', `/sites/${site}/schedules/night`, schedule),
      () => ask('PUT', `/sites/${site}/schedules/night`, { ...schedule, file: 'b.csv' }),
      () => ask('POST', `/sites/${site}/schedules/night/disable`),
      () => ask('POST', `/sites/${site}/schedules/night/enable`),
      () => ask('DELETE', `/sites/${site}/schedules/night`),
    ]) {
      assert.deepEqual((await watched.next('schedule', cause)).data, night);
    }
    const definition = {
      schema: { fields: [{ name: 'id' }] },
      target: { connection: 'target', table: 't', mode: 'insert' },
    };
    const integration = { integration: 'others' };
    const path = `/sites/${site}/integrations/others`;
    assert.deepEqual((await watched.next('definition', () => ask('PUT', path, definition))).data, integration);
    await ask('PUT', path, definition);
    const integrationSet = { integrationSet: 'both' };
    const ofSet = `/sites/${site}/integration-sets/both`;
    assert.deepEqual((await watched.next('definition', () => ask('PUT', ofSet, set))).data, integrationSet);
    assert.deepEqual((await watched.next('definition', () => ask('DELETE', ofSet))).data, integrationSet);
    assert.deepEqual((await watched.next('definition', () => ask('DELETE', path))).data, integration);
    assert.equal(watched.dataOf('schedule').length, 5);
    assert.equal(watched.dataOf('definition').length, 4);
  });

  it('are those of this site', async () => {
    const [one, other] = [await newSite(), await newSite()];
    const watched = await watch(one);
    const tell = (site: string) =>
      service.database.query(`select tell_site($1, 'schedule', '{"schedule": "s"}')`, [site]);
    await tell(other);
    await watched.next('schedule', () => tell(one));
    assert.equal(watched.heard.length, 1);
  });

  it('are few where thousands of changes are about the same things', async () => {
    const site = await newSite();
    const watched = await watch(site);
    const runs = Array.from({ length: 3 }, () => randomUUID());
    const statement = `select tell_site($1, 'progress', jsonb_build_object('run', ($2::text[])[1 + number % 3],
      'step', 'load', 'records', number)) from generate_series(1, 5000) as number`;
    await service.database.query(statement, [site, runs]);
    const last = await watched.until(() => watched.dataOf('progress').find(({ records }) => records === 5000));
    assert.equal(last.run, runs[5000 % 3]);
    assert.ok(watched.heard.length < 20, `${watched.heard.length} events`);
  });

  it('say that some were missed when the connection that hears of them was made anew', async () => {
    const site = await newSite();
    const watched = await watch(site);
    await watched.next('missed', () =>
      service.database.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid() and query in ('select 1', 'listen integrator_site')`,
      ),
    );
    await watched.next('site', () => ask('POST', `/sites/${site}/start`));
  });

  it('come to their end when the API stops', async () => {
    const site = await newSite();
    const api = await service.startApi();
    const watched = await WatchedSite.start(api.url, site);
    await api.stop();
    await watched.ended;
  });

  it('are not waited for by who asks for the head alone', async () => {
    const site = await newSite();
    const headers = { Accept: 'text/event-stream' };
    for (const followed of ['events', 'log']) {
      const address = `${service.api.url}/api/v1/sites/${site}/${followed}`;
      assert.equal((await fetch(address, { method: 'HEAD', headers })).status, 200, followed);
    }
  });

  it('are none of a site nobody knows', async () => {
    assertProblem(await service.http.get('/sites/NOWHERE/events'), 'site-not-found', /NOWHERE/);
  });
});
