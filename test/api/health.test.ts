import assert from 'node:assert/strict';
import { chmod, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { eventually } from '../support/eventually.js';
import { HttpClient, type HttpAnswer } from '../support/http-client.js';
import { startService, type TestService } from '../support/service.js';
import { assertProblem } from './support/problem.js';

type Parts = Record<string, { status: string; detail?: string }>;

const partsOf = ({ body }: HttpAnswer): Parts => body.parts as Parts;
/** The parts that are down, with what is told of them. */
const downOf = (answer: HttpAnswer): Record<string, string> =>
  Object.fromEntries(
    Object.entries(partsOf(answer)).flatMap(([name, { status, detail }]) =>
      status === 'up' ? [] : [[name, detail ?? '']],
    ),
  );

describe('the health of the service', () => {
  let service: TestService;
  let http: HttpClient;
  before(async () => {
    service = await startService();
    http = new HttpClient(service.api.url);
  });
  after(() => service.stop());

  const isReady = () =>
    eventually('it is ready', async () => {
      const answer = await http.get('/readyz');
      return answer.status === 200 ? answer : undefined;
    });

  it('is up, and ready with all its parts', async () => {
    assert.equal((await http.get('/livez')).status, 200);
    // A worker is known as soon as it has asked once.
    const { body } = await isReady();
    const up = { status: 'up' };
    assert.deepEqual(body, { status: 'ready', parts: { database: up, temporal: up, worker: up, files: up } });
  });

  it('is not ready while its database refuses connections, names it, and is ready again after', async () => {
    const name = new URL(service.databaseUrl).pathname.slice(1);
    const shut = async (closed: boolean) => {
      await service.target.query(`alter database ${name} allow_connections ${String(!closed)}`);
      await service.target.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
    };
    await shut(true);
    const [ready, live, sites] = [await http.get('/readyz'), await http.get('/livez'), await http.get('/api/v1/sites')];
    await shut(false);
    assert.equal(ready.status, 503, ready.text);
    assert.equal(ready.body.status, 'not ready');
    assert.deepEqual(Object.keys(downOf(ready)), ['database']);
    assert.match(downOf(ready).database!, /does not answer.*INTEGRATOR_DATABASE_URL/);
    assert.equal(live.status, 200);
    assertProblem(sites, 'service-unavailable', /database/);
    assert.equal(sites.headers.get('retry-after'), '5');
    // The pool may hold connections that were ended: each is found out once.
    await isReady();
    assert.equal((await http.get('/api/v1/sites')).status, 200);
  });

  it('is not ready with a control database that lacks a migration, and names it', async () => {
    const { rows } = await service.database.query<{ name: string }>(
      'delete from migration where id = (select max(id) from migration) returning name',
    );
    const [last] = rows;
    const answer = await http.get('/readyz');
    await service.database.query('insert into migration (name, run_on) values ($1, now())', [last?.name]);
    assert.equal(answer.status, 503);
    assert.match(downOf(answer).database!, new RegExp(`lacks ${last!.name}\\. .*restart`));
    await isReady();
  });

  it('is not ready while its file store takes no files, and says why', async () => {
    const folder = join(service.folder, 'files');
    await mkdir(folder, { recursive: true });
    await rename(folder, `${folder}-away`);
    // A file stands where the folder was: nobody can write there, root neither.
    await writeFile(folder, '');
    const answer = await http.get('/readyz');
    await rm(folder);
    await rename(`${folder}-away`, folder);
    assert.equal(answer.status, 503);
    assert.deepEqual(Object.keys(downOf(answer)), ['files']);
    assert.match(downOf(answer).files!, /takes no files \((ENOTDIR|EEXIST)\).*INTEGRATOR_DATA/);
    await chmod(folder, 0o755);
    await isReady();
  });
});

describe('the health of a service without a worker', () => {
  it('names the worker, its task queue and how to start one', async () => {
    const service = await startService({ worker: false });
    try {
      const answer = await new HttpClient(service.api.url).get('/readyz');
      assert.equal(answer.status, 503);
      assert.deepEqual(Object.keys(downOf(answer)), ['worker']);
      assert.match(downOf(answer).worker!, new RegExp(`queue ${service.taskQueue}.*npm run worker`));
    } finally {
      await service.stop();
    }
  });
});
