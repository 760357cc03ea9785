import assert from 'node:assert/strict';

import { HttpClient } from '../support/http-client.js';
import { startService, type TestService } from '../support/service.js';
import { assertProblem } from './support/problem.js';

describe('the health of the service', () => {
  let service: TestService;
  let http: HttpClient;
  before(async () => {
    service = await startService({ worker: false });
    http = new HttpClient(service.api.url);
  });
  after(() => service.stop());

  it('is up and ready with its database and Temporal', async () => {
    assert.equal((await http.get('/livez')).status, 200);
    const { status, body } = await http.get('/readyz');
    assert.equal(status, 200);
    assert.deepEqual(body, { status: 'ready', parts: { database: 'up', temporal: 'up' } });
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
    assert.deepEqual(ready.body.parts, { database: 'down', temporal: 'up' });
    assert.equal(live.status, 200);
    assertProblem(sites, 'service-unavailable', /database/);
    assert.equal(sites.headers.get('retry-after'), '5');
    // The pool may hold connections that were ended: each is found out once.
    let again = await http.get('/readyz');
    while (again.status !== 200) again = await http.get('/readyz');
    assert.equal((await http.get('/api/v1/sites')).status, 200);
  });
});
