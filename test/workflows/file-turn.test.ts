import assert from 'node:assert/strict';

import { importSite, type ImportSite } from '../api/support/import-site.js';
import { holdRun, waitForEnd } from '../api/support/start-run.js';
import { eventually } from '../support/eventually.js';
import type { AnswerBody } from '../support/http-client.js';
import { startService, type TestService } from '../support/service.js';

describe('a run that waits for its file name', () => {
  let service: TestService;
  before(async () => (service = await startService()));
  after(() => service.stop());

  const handleOf = (run: AnswerBody) => service.temporal.workflow.getHandle(`run/${run.id}`);
  const eventsOf = async (run: AnswerBody) => (await handleOf(run).fetchHistory()).events ?? [];

  /** Asks for a run that waits, and answers when it does. */
  async function waitingRun({ site }: ImportSite): Promise<AnswerBody> {
    const request = { integration: 'things', file: 'a.csv', onFileInUse: 'wait' };
    const { body } = await service.http.post(`/sites/${site}/runs`, request);
    await eventually('it waits', async () => (await eventsOf(body)).some((event) => event.timerStartedEventAttributes));
    return body;
  }

  /** It did not look by itself: it was told. */
  async function assertTold(run: AnswerBody): Promise<void> {
    await handleOf(run).result();
    const events = await eventsOf(run);
    assert.ok(events.some((event) => event.workflowExecutionSignaledEventAttributes));
    assert.ok(!events.some((event) => event.timerFiredEventAttributes));
  }

  it('takes no place of a worker from runs that work, and goes on when it is told', async () => {
    const things = await importSite(service);
    const { release } = await holdRun(service, things, 'a.csv');
    const waits = await waitingRun(things);
    const { raw } = await handleOf(waits).describe();
    assert.deepEqual(raw.pendingActivities, []);
    await release();
    assert.equal((await waitForEnd(service, waits.id)).status, 'Completed');
    await assertTold(waits);
  });

  it('has its turn before one that was asked for later, and after one that was halted while it waited', async () => {
    const things = await importSite(service);
    const { release } = await holdRun(service, things, 'a.csv');
    const [first, second, third] = [await waitingRun(things), await waitingRun(things), await waitingRun(things)];
    await handleOf(first).cancel();
    assert.equal((await waitForEnd(service, first.id)).status, 'Failed');
    await release();
    const [ended, last] = [await waitForEnd(service, second.id), await waitForEnd(service, third.id)];
    assert.equal(last.status, 'Completed');
    const [load] = last.steps as { startedAt: string }[];
    assert.ok(String(load?.startedAt) >= String(ended.endedAt));
  });

  it('is told too when the run that read its file was terminated by hand', async () => {
    const things = await importSite(service);
    const { run, release } = await holdRun(service, things, 'a.csv');
    const waits = await waitingRun(things);
    await handleOf(run).terminate('a test');
    await release();
    assert.equal((await waitForEnd(service, waits.id)).status, 'Completed');
    await assertTold(waits);
  });
});
