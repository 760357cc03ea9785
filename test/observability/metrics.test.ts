import assert from 'node:assert/strict';

import { eventually } from '../support/eventually.js';
import { startService, uniqueSite, type TestService } from '../support/service.js';
import { peopleCsv, peopleSite, personLine, runPeople } from '../support/sites.js';
import { putSchedule, quicken, scheduledRuns } from '../api/support/quick-schedule.js';
import { setsSite, things } from '../api/support/sets-site.js';
import { Measured } from './support/metrics.js';

describe('/metrics', () => {
  let service: TestService;
  before(async () => (service = await startService()));
  after(() => service.stop());

  const measured = () => Measured.at(`${service.api.url}/metrics`);
  /** Whoever waits for a run may hear of its end before it is counted; gauges are told anew after a few seconds. */
  const becomes = (name: string, labels: Record<string, string>, value: number) =>
    eventually(`${name} is ${value}`, async () => (await measured()).value(name, labels) === value);
  const runs = { direction: 'import', trigger: 'manual' };

  it('is text as Prometheus reads it', async () => {
    const answer = await fetch(`${service.api.url}/metrics`);
    assert.match(answer.headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/);
  });

  it('counts a run that Completed, its records and its duration', async () => {
    const site = await peopleSite(service);
    const before = (await measured()).value('integrator_run_duration_seconds_count', { direction: 'import' }) ?? 0;
    await runPeople(service, site, peopleCsv(20));
    await becomes('integrator_runs_total', { site, status: 'Completed', ...runs }, 1);
    const after = await measured();
    assert.equal(after.value('integrator_runs_total', { site }), 1);
    assert.equal(after.value('integrator_records_total', { site, outcome: 'read' }), 20);
    assert.equal(after.value('integrator_records_total', { site, outcome: 'applied' }), 20);
    assert.equal(after.value('integrator_records_total', { site, outcome: 'rejected' }), undefined);
    assert.equal(after.value('integrator_run_duration_seconds_count', { direction: 'import' }), before + 1);
    await runPeople(service, site, peopleCsv(20));
    await becomes('integrator_runs_total', { site, status: 'Completed', ...runs }, 2);
    const again = await measured();
    assert.equal(again.value('integrator_records_total', { site, outcome: 'unchanged' }), 20);
  });

  it('counts rejects, and a run that Failed', async () => {
    const site = await peopleSite(service);
    await runPeople(service, site, `${peopleCsv(3, 1000)}${personLine(1003)}x\nQ1,nobody,-1,never\n`);
    await runPeople(service, site, 'no,such,columns\n1,2,3\n');
    await becomes('integrator_runs_total', { site, status: 'Completed with Errors' }, 1);
    await becomes('integrator_runs_total', { site, status: 'Failed' }, 1);
    const after = await measured();
    assert.equal(after.value('integrator_records_total', { site, outcome: 'read' }), 5);
    assert.equal(after.value('integrator_records_total', { site, outcome: 'applied' }), 3);
    assert.equal(after.value('integrator_records_total', { site, outcome: 'rejected' }), 2);
  });

  it('counts a dry run, but not its records', async () => {
    const site = await peopleSite(service);
    await service.http.put(`/sites/${site}/files/people.csv`, peopleCsv(3));
    const dry = { integration: 'people', file: 'people.csv', dryRun: true };
    await service.http.post(`/sites/${site}/runs`, dry, { Prefer: 'wait=60' });
    await becomes('integrator_runs_total', { site, status: 'Completed' }, 1);
    assert.equal((await measured()).value('integrator_records_total', { site }), undefined);
  });

  it('counts the run of a set and those of its members, and each record once', async () => {
    const sets = await setsSite(service);
    for (const integration of ['one', 'two']) await sets.upload(integration, things(3));
    await sets.makeSet(['one', 'two']);
    assert.equal((await sets.run()).status, 'Completed');
    await becomes('integrator_runs_total', { site: sets.site, direction: 'set' }, 1);
    const after = await measured();
    assert.equal(after.value('integrator_runs_total', { site: sets.site, direction: 'import' }), 2);
    assert.equal(after.value('integrator_records_total', { site: sets.site, outcome: 'read' }), 6);
  });

  it('counts the fires that run with their lag, and those that are refused with the cause', async () => {
    const { site, upload } = await setsSite(service);
    await upload('one', things(3));
    await putSchedule(service, site, 'often', { integration: 'one', file: 'one.csv' });
    await quicken(service, site, 'often', 1);
    await scheduledRuns(service, site, 1);
    await service.http.post(`/sites/${site}/stop`, { reason: 'stocktake' });
    await eventually('a fire is refused', async () => {
      const { body } = await service.http.get(`/sites/${site}/runs?status=Not%20Run`);
      return body.items.length > 0;
    });
    // Fires that are under way come to their end.
    await service.http.delete(`/sites/${site}/schedules/often`);
    await eventually('every fire has ended', async () => {
      const { rows } = await service.database.query(`select from fire where state <> 'ended'`);
      return rows.length === 0;
    });
    const { body } = await service.http.get(`/sites/${site}/runs?limit=200`);
    const ran = body.items.filter(({ status }) => status !== 'Not Run').length;
    assert.ok(ran > 0);
    await becomes('integrator_runs_total', { site, trigger: 'schedule' }, body.items.length);
    const after = await measured();
    assert.equal(after.value('integrator_fire_lag_seconds_count'), ran);
    const refused = body.items.filter(({ status }) => status === 'Not Run').map(({ code }) => code);
    for (const code of new Set(refused)) {
      const often = refused.filter((one) => one === code).length;
      assert.equal(after.value('integrator_fires_refused_total', { code }), often);
    }
    assert.equal(after.value('integrator_fires_refused_total'), body.items.length - ran);
    assert.ok(after.value('integrator_fires_refused_total', { code: 'site-stopped' })! > 0);
  });

  it('tells the sites, what is open and what is held', async () => {
    const site = await peopleSite(service);
    await becomes('integrator_site_running', { site }, 1);
    await becomes('integrator_open_runs', { site }, 0);
    const lock = await service.target.connect();
    try {
      await lock.query('begin');
      await lock.query('lock table people');
      await service.http.put(`/sites/${site}/files/people.csv`, peopleCsv(3));
      const asked = await service.http.post(`/sites/${site}/runs`, { integration: 'people', file: 'people.csv' });
      await becomes('integrator_open_runs', { site }, 1);
      assert.ok(((await measured()).value('integrator_oldest_open_run_seconds') ?? 0) > 0);
      await lock.query('rollback');
      await service.http.get(`/runs/${asked.body.id}`, { Prefer: 'wait=60' });
    } finally {
      lock.release(true);
    }
    await becomes('integrator_open_runs', { site }, 0);
    await service.http.post(`/sites/${site}/stop`, { reason: 'stocktake' });
    const held = (await measured()).value('integrator_held_requests') ?? 0;
    await service.http.post(`/sites/${site}/runs`, { integration: 'people', file: 'people.csv' });
    await becomes('integrator_site_running', { site }, 0);
    await becomes('integrator_held_requests', {}, held + 1);
  });

  it('tells of the queue, the pool and the room for files', async () => {
    const now = await measured();
    assert.equal(now.value('integrator_task_queue_backlog', { kind: 'workflow' }), 0);
    for (const kind of ['workflow', 'activity']) assert.ok(now.value('integrator_task_queue_pollers', { kind })! > 0);
    // One of them listens for the ends of runs.
    assert.ok(now.value('integrator_database_connections', { state: 'in-use' })! >= 1);
    assert.equal(now.value('integrator_database_connections', { state: 'waiting' }), 0);
    assert.ok(now.value('integrator_files_free_bytes')! > 0);
  });

  it('measures requests by their route, and none by its address', async () => {
    const site = uniqueSite();
    await service.http.get(`/sites/${site}`);
    await service.http.get(`/nothing/${site}`);
    const after = await measured();
    const duration = 'integrator_http_request_duration_seconds_count';
    assert.ok(after.value(duration, { route: '/api/v1/sites/{site}', method: 'GET', status: '404' })! >= 1);
    assert.ok(after.value(duration, { route: 'none', status: '404' })! >= 1);
    assert.ok(after.value(duration, { route: '/metrics', status: '200' })! >= 1);
    assert.doesNotMatch(after.text, new RegExp(site));
  });

  it('has nothing of a run that is not bounded: no Run Name, no integration', async () => {
    const { text } = await measured();
    assert.doesNotMatch(text, /people/);
  });

  it('is told without what cannot be read, and counts that', async () => {
    const name = new URL(service.databaseUrl).pathname.slice(1);
    const shut = async (closed: boolean) => {
      await service.target.query(`alter database ${name} allow_connections ${String(!closed)}`);
      await service.target.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
    };
    await shut(true);
    try {
      const without = await eventually('the gauges are absent', async () => {
        const now = await measured();
        return now.value('integrator_held_requests') === undefined ? now : undefined;
      });
      assert.ok(without.value('integrator_runs_total')! > 0);
      const failures = (await measured()).value('integrator_metric_read_failures_total', { source: 'store' });
      assert.ok(failures! >= 1);
    } finally {
      await shut(false);
    }
    await eventually('they are back', async () => (await measured()).value('integrator_held_requests') !== undefined);
  });
});
