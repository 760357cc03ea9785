import assert from 'node:assert/strict';

import { NO_RECORDS } from '../../src/model/run-counts.js';
import { counts } from '../api/support/import-site.js';
import { assertProblem } from '../api/support/problem.js';
import { RATES, ratesSite, type RatesSite } from '../api/support/rates-site.js';
import { startSwitchedTarget, type SwitchedTarget } from '../api/support/switched-target.js';
import { eventually } from '../support/eventually.js';
import type { AnswerBody } from '../support/http-client.js';
import { PostgresProxy } from '../support/postgres-proxy.js';
import { startService, type TestService } from '../support/service.js';

describe('a run that ends while its target cannot be asked whether its records were applied', () => {
  let service: TestService;
  let proxy: PostgresProxy;
  let target: SwitchedTarget;
  before(async () => {
    service = await startService({ worker: false });
    proxy = await PostgresProxy.start(service.targetUrl);
    target = await startSwitchedTarget({ ...service, targetUrl: proxy.url });
  });
  after(async () => {
    await target.stop();
    await proxy.stop();
    await service.stop();
  });

  const look = async ({ id }: AnswerBody) => (await service.http.get(`/runs/${id}`)).body;
  const stop = ({ site }: RatesSite) => service.http.post(`/sites/${site}/stop`, { reason: 'stocktake' });
  const rerun = ({ id }: AnswerBody) => service.http.post(`/runs/${id}/rerun`, {}, { Prefer: 'wait=60' });

  /** A run whose target vanishes when it commits: before the server has heard of it, or before we have heard it has. */
  async function loseTarget(
    rates: RatesSite,
    at: 'sent' | 'answered',
    request: Record<string, unknown> = { integration: 'things', file: 'rates.csv' },
  ): Promise<AnswerBody> {
    const lost = proxy.once({ statement: /^commit/, at }, async (session) => {
      session.cut();
      await target.off();
    });
    await service.http.put(`/sites/${rates.site}/files/rates.csv`, RATES);
    const { body } = await service.http.post(`/sites/${rates.site}/runs`, request);
    await lost;
    return body;
  }

  async function untilSettled(run: AnswerBody): Promise<AnswerBody> {
    await target.on();
    return eventually('the run is settled', async () => {
      const now = await look(run);
      return !now.reason.includes('not known') && now;
    });
  }

  it('says so, keeps its rejects, and is told as applied when the target answers that it was', async () => {
    const rates = await ratesSite(service);
    const run = await loseTarget(rates, 'answered');
    assert.equal((await stop(rates)).status, 200);
    const ended = await look(run);
    assert.equal(ended.status, 'Failed');
    assert.match(
      ended.reason,
      /^Halted: site \S+ was stopped: stocktake \(whether its records were applied is not known/,
    );
    assert.deepEqual(ended.counts, NO_RECORDS);
    assert.equal((await rates.rejects(run)).length, 4);
    const settled = await untilSettled(run);
    assert.equal(settled.status, 'Completed with Errors');
    assert.deepEqual(settled.counts, counts({ read: 5, applied: 1, inserted: 1, rejected: 4 }));
    assert.match(settled.reason, /^Halted: site \S+ was stopped: stocktake \(its records had been applied before\)$/);
    assert.equal(settled.endedAt, ended.endedAt);
    assert.equal((await rates.rows()).length, 1);
    await service.http.post(`/sites/${rates.site}/start`);
    const sent = await rates.corrected(run, { records: [{ record: 2, values: { name: 'two' } }] });
    assert.equal((await rates.reject(run, 2)).resolvedBy, sent.id);
  });

  it('is Failed with nothing left when the target answers that it was not, and never applies any more', async () => {
    const rates = await ratesSite(service);
    const run = await loseTarget(rates, 'sent');
    const { body } = await stop(rates);
    assert.equal(body.message, `Site ${rates.site} stopped successfully!`);
    const settled = await untilSettled(run);
    assert.equal(settled.status, 'Failed');
    assert.equal(settled.reason, `Halted: site ${rates.site} was stopped: stocktake`);
    assert.deepEqual(settled.counts, NO_RECORDS);
    assert.deepEqual(await rates.rejects(run), []);
    assert.deepEqual(await rates.rows(), []);
    const { rows } = await service.target.query('select attempt from integrator.load where run = $1', [run.id]);
    assert.deepEqual(rows, [{ attempt: 2_147_483_647 }]);
  });

  it('is neither repeated nor corrected until it is known', async () => {
    const rates = await ratesSite(service);
    const run = await loseTarget(rates, 'sent');
    await stop(rates);
    const refused = [await rerun(run), await rates.resubmit(run, { all: true })];
    await untilSettled(run);
    for (const answer of refused) assertProblem(answer, 'run-in-progress', /not known yet.*applied.*Try again/);
    await service.http.post(`/sites/${rates.site}/start`);
    assert.equal((await rerun(run)).body.status, 'Completed with Errors');
  });

  it('releases its file name all the same, and says what it is when its workflow was ended by hand', async () => {
    const rates = await ratesSite(service);
    const run = await loseTarget(rates, 'answered');
    await service.temporal.workflow.getHandle(`run/${run.id}`).terminate('a test');
    const ended = await eventually('the run is closed', async () => {
      const now = await look(run);
      return now.status !== 'In-Progress' && now;
    });
    assert.match(ended.reason, /terminated by hand in Temporal \(whether its records were applied is not known/);
    const settled = await untilSettled(run);
    assert.equal(settled.status, 'Completed with Errors');
    assert.equal(settled.counts.applied, 1);
    assert.equal((await rates.runWith({ file: 'rates.csv' })).counts.unchanged, 1);
  });

  it('is settled also where it was a member of a set that was ended by hand', async () => {
    const rates = await ratesSite(service);
    const members = [{ integration: 'things', file: 'rates.csv' }];
    await service.http.put(`/sites/${rates.site}/integration-sets/night`, { members });
    const set = await loseTarget(rates, 'answered', { integrationSet: 'night' });
    await service.temporal.workflow.getHandle(`run/${set.id}`).terminate('a test');
    const member = await eventually('the run of the member is closed', async () => {
      const { items } = (await service.http.get(`/sites/${rates.site}/runs?integration=things`)).body;
      return items.find(({ status }) => status === 'Failed');
    });
    assert.match(member.reason, /whether its records were applied is not known/);
    const settled = await untilSettled(member);
    assert.deepEqual([settled.status, settled.counts.applied], ['Completed with Errors', 1]);
  });

  it('is asked for by the next workflow of its site where both were ended by hand', async () => {
    const rates = await ratesSite(service);
    const run = await loseTarget(rates, 'answered');
    await stop(rates);
    const settlement = service.temporal.workflow.getHandle(`settlement/${run.id}`);
    await settlement.terminate('a test');
    await service.temporal.workflow.getHandle(`site/${rates.site}`).terminate('a test');
    assert.equal((await service.http.post(`/sites/${rates.site}/start`)).status, 200);
    assert.equal((await untilSettled(run)).status, 'Completed with Errors');
  });
});
