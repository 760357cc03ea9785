import assert from 'node:assert/strict';

import pg from 'pg';

import { startSwitchedTarget, type SwitchedTarget } from '../api/support/switched-target.js';
import { testEnvironment } from '../support/environment.js';
import { eventually } from '../support/eventually.js';
import { holdTable } from '../support/hold-table.js';
import { untilLoading } from '../support/loads.js';
import { PostgresProxy } from '../support/postgres-proxy.js';
import { startService, type TestService } from '../support/service.js';
import { peopleCsv, peopleSite } from '../support/sites.js';

describe('a control database that goes away', () => {
  let service: TestService;
  let admin: pg.Client;
  let proxy: PostgresProxy;
  let target: SwitchedTarget;
  before(async () => {
    service = await startService({ worker: false });
    proxy = await PostgresProxy.start(service.targetUrl);
    target = await startSwitchedTarget({ ...service, targetUrl: proxy.url });
    admin = new pg.Client({ connectionString: testEnvironment().postgres.url('postgres') });
    await admin.connect();
  });
  after(async () => {
    await admin.end();
    await target.stop();
    await proxy.stop();
    await service.stop();
  });

  async function switchStore(on: boolean): Promise<void> {
    const name = new URL(service.databaseUrl).pathname.slice(1);
    await admin.query(`alter database "${name}" allow_connections ${on}`);
    if (!on) await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
  }

  it('after a load has applied delays the end of the run, and nothing else', async () => {
    const site = await peopleSite(service);
    const held = await holdTable(service);
    await service.http.put(`/sites/${site}/files/people.csv`, peopleCsv(10));
    const { body } = await service.http.post(`/sites/${site}/runs`, { integration: 'people', file: 'people.csv' });
    await untilLoading(service, body.id, 'insert into');
    const applied = proxy.once({ statement: /^commit/, at: 'answered' }, () => switchStore(false));
    await held.release();
    await applied;
    const { rows } = await service.target.query<{ count: number }>('select count(*)::int as count from people');
    assert.equal(rows[0]?.count, 10);
    const run = service.temporal.workflow.getHandle(body.temporal.workflowId);
    await eventually('closing the run was tried in vain', async () => {
      const { raw } = await run.describe();
      const { events } = await run.fetchHistory();
      const loaded = events?.some((event) => event.activityTaskCompletedEventAttributes) === true;
      return loaded && (raw.workflowExecutionInfo?.closeTime ?? null) === null;
    });
    await switchStore(true);
    const closed = await eventually('the run is closed', async () => {
      const answer = await service.http.get(`/runs/${body.id}`);
      return answer.status === 200 && answer.body.status !== 'In-Progress' && answer.body;
    });
    assert.equal(closed.status, 'Completed');
    assert.equal(closed.counts.inserted, 10);
    const stopped = await service.http.post(`/sites/${site}/stop`, { reason: 'stocktake' });
    assert.equal(stopped.status, 200);
  });
});
