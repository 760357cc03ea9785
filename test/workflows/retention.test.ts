import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';

import { keepServiceSchedules } from '../../src/service-schedules.js';
import type { retention } from '../../src/workflows/retention.js';
import { listPasses } from '../../src/store/retention/retention-passes.js';
import { testEnvironment } from '../support/environment.js';
import { startService, type TestService } from '../support/service.js';
import { peopleCsv, peopleSite, runPeople } from '../support/sites.js';

describe('retention', () => {
  let service: TestService;
  before(async () => (service = await startService()));
  after(() => service.stop());

  /** One pass, as the Schedule begins it. Answers what it has removed. */
  async function apply(): Promise<Record<string, number>> {
    const { temporal, taskQueue } = service;
    return temporal.workflow.execute<typeof retention>('retention', {
      workflowId: `retention-${randomUUID()}`,
      taskQueue,
    });
  }

  async function oldRun(site: string, days: number): Promise<string> {
    const { body } = await runPeople(service, site, peopleCsv(3), `${randomUUID()}.csv`);
    await service.database.query(`update run set ended_at = now() - $2 * interval '1 day' where id = $1`, [
      body.id,
      days,
    ]);
    return body.id;
  }

  async function ageMarkers(): Promise<void> {
    await service.target.query(`update integrator.load set opened_at = now() - interval '31 days'`);
  }

  async function markers(): Promise<string[]> {
    const { rows } = await service.target.query<{ run: string }>('select run from integrator.load');
    return rows.map(({ run }) => run);
  }

  it('the page of a run that is kept no more says since when runs are kept', async () => {
    const site = await peopleSite(service);
    const run = await oldRun(site, 401);
    const removed = await apply();
    assert.equal(removed.runs, 1);
    const { status, body } = await service.http.get(`/runs/${run}`);
    const since = new Date(Date.now() - 400 * 24 * 3_600_000).toISOString().slice(0, 10);
    assert.equal(status, 404);
    assert.ok(body.detail.includes(`Runs that ended before ${since} are kept no more`), body.detail);
    const [pass] = await listPasses(service.database, 1);
    assert.deepEqual(pass?.removed, removed);
    assert.notEqual(pass.endedAt, null);
  });

  it('markers in targets go once they are old and their run has ended; others stay', async () => {
    const site = await peopleSite(service);
    const [ended, unsettled, young] = [await oldRun(site, 1), await oldRun(site, 1), randomUUID()];
    await service.database.query('update run set may_have_applied = true where id = $1', [unsettled]);
    const ofAnother = randomUUID();
    await service.target.query('insert into integrator.load (run, attempt) values ($1, 1)', [ofAnother]);
    await ageMarkers();
    await service.target.query('insert into integrator.load (run, attempt) values ($1, 1)', [young]);
    await apply();
    const left = await markers();
    assert.ok(!left.includes(ended));
    for (const one of [unsettled, ofAnother, young]) assert.ok(left.includes(one));
    await service.database.query('update run set may_have_applied = false where id = $1', [unsettled]);
  });

  it('a target that does not answer keeps its markers, and nothing else from being removed', async () => {
    const site = await peopleSite(service);
    const run = await oldRun(site, 401);
    await service.http.put(`/sites/${site}`, {
      kind: 'DEV',
      connections: { away: { kind: 'postgres', url: 'env:NOWHERE' } },
    });
    assert.equal((await apply()).runs, 1);
    assert.equal((await service.http.get(`/runs/${run}`)).status, 404);
  });

  it('a site says for how long it keeps what its runs have left; a part of it leaves the rest as it is by default', async () => {
    const site = await peopleSite(service, { started: false });
    const { body: before } = await service.http.get(`/sites/${site}`);
    assert.deepEqual(before.retention, { runs: 400, files: 90, rejects: 90 });
    const saved = await service.http.put(`/sites/${site}`, { kind: 'DEV', retention: { files: 7 } });
    assert.deepEqual(saved.body.retention, { runs: 400, files: 7, rejects: 90 });
    const refused = await service.http.put(`/sites/${site}`, { kind: 'DEV', retention: { runs: 0, all: 1 } });
    assert.deepEqual([refused.status, refused.body.errors.length], [422, 2]);
  });

  it('the service has a Schedule for it, at 03:17 UTC each day, which stays paused where somebody has paused it', async () => {
    const { temporal: server, namespace } = testEnvironment();
    const { taskQueue } = service;
    const keep = () => keepServiceSchedules({ connectionOptions: { address: server.address }, namespace, taskQueue });
    await keep();
    const handle = service.temporal.schedule.getHandle(`retention/${taskQueue}`);
    const next = (await handle.describe()).info.nextActionTimes[0];
    assert.deepEqual([next?.getUTCHours(), next?.getUTCMinutes()], [3, 17]);
    await handle.pause('stocktake');
    await keep();
    const { state, action } = await handle.describe();
    assert.equal(state.paused, true);
    assert.equal(action.workflowType, 'retention');
    await handle.delete();
    await service.temporal.schedule.getHandle(`keep-schedules/${taskQueue}`).delete();
  });
});
