import assert from 'node:assert/strict';

import { eventually } from '../support/eventually.js';
import { holdTable } from '../support/hold-table.js';
import { lookAtTarget, untilLoading } from '../support/loads.js';
import { startService, type TestService } from '../support/service.js';
import { peopleCsv, peopleSite, runPeople } from '../support/sites.js';

describe('what somebody ends by hand in Temporal', () => {
  let service: TestService;
  let held: { release(): Promise<void> } | undefined;
  before(async () => (service = await startService()));
  after(() => service.stop());
  afterEach(async () => {
    await held?.release();
    held = undefined;
    await service.target.query('truncate people');
  });

  /** A run that is in the middle of writing to its target. */
  async function openRun(site: string): Promise<string> {
    held = await holdTable(service);
    await service.http.put(`/sites/${site}/files/people.csv`, peopleCsv(10));
    const { body } = await service.http.post(`/sites/${site}/runs`, { integration: 'people', file: 'people.csv' });
    await untilLoading(service, body.id, 'insert into');
    return body.id;
  }

  async function untilClosed(run: string) {
    return eventually(`run ${run} is closed`, async () => {
      const { body } = await service.http.get(`/runs/${run}`);
      return body.status !== 'In-Progress' && body;
    });
  }

  it('a terminated run is closed as Failed, applies nothing, and releases its file name', async () => {
    const site = await peopleSite(service);
    const run = await openRun(site);
    await service.temporal.workflow.getHandle(`run/${run}`).terminate('wrong file');
    const closed = await untilClosed(run);
    assert.equal(closed.status, 'Failed');
    assert.match(closed.reason, /terminated by hand/);
    await held?.release();
    held = undefined;
    assert.equal((await lookAtTarget(service)).people, 0);
    const { body } = await runPeople(service, site, peopleCsv(10));
    assert.equal(body.status, 'Completed');
  });

  it('a cancelled run is halted and says so', async () => {
    const site = await peopleSite(service);
    const run = await openRun(site);
    await service.temporal.workflow.getHandle(`run/${run}`).cancel();
    const closed = await untilClosed(run);
    assert.equal(closed.status, 'Failed');
    assert.equal(closed.reason, 'Halted: the run was cancelled');
    assert.equal((await lookAtTarget(service)).people, 0);
  });

  it('a terminated site is Stopped when it is next spoken to, and its open runs are its own again', async () => {
    const site = await peopleSite(service);
    const run = await openRun(site);
    await service.temporal.workflow.getHandle(`site/${site}`).terminate('by mistake');
    const { body: view } = await eventually('the site knows its run', async () => {
      const answer = await service.http.get(`/sites/${site}`);
      return answer.body.runs.length === 1 && answer;
    });
    assert.equal(view.integrator, 'Stopped');
    assert.equal(view.runs[0]?.run, run);
    await held?.release();
    held = undefined;
    assert.equal((await untilClosed(run)).status, 'Completed');
    await eventually('the site knows that it has ended', async () => {
      return (await service.http.get(`/sites/${site}`)).body.runs.length === 0;
    });
  });
});
