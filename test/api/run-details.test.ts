import assert from 'node:assert/strict';

import type { AnswerBody } from '../support/http-client.js';
import { startService, type TestService } from '../support/service.js';
import { importSite } from './support/import-site.js';
import { assertFailed } from './support/problem.js';
import { holdRun } from './support/start-run.js';

interface Step {
  step: string;
  startedAt: string;
  endedAt?: string;
  seconds?: number;
  lines?: { at: string; text: string }[];
}

describe('what a run did', () => {
  let service: TestService;
  before(async () => (service = await startService()));
  after(() => service.stop());

  const detailsOf = async ({ id }: AnswerBody) => {
    const { status, body, text } = await service.http.get(`/runs/${id}/details`);
    assert.equal(status, 200, text);
    return { ...body, run: body.run, steps: body.steps as Step[] };
  };

  it('is told step by step, with the time each took, in the Run Summary', async () => {
    const { run } = await importSite(service);
    const { id } = await run('id,name\n1,one\n');
    const { body } = await service.http.get(`/runs/${id}`);
    const steps = body.steps as Step[];
    assert.deepEqual(
      steps.map(({ step }) => step),
      ['load'],
    );
    for (const { startedAt, endedAt, seconds, lines } of steps) {
      assert.equal(seconds, (Date.parse(endedAt ?? '') - Date.parse(startedAt)) / 1000);
      assert.equal(lines, undefined);
    }
    const took = (Date.parse(String(body.endedAt)) - Date.parse(String(body.startedAt))) / 1000;
    assert.equal(body.durationSeconds, took);
  });

  it('is told with the lines of each step in Additional Details', async () => {
    const { run } = await importSite(service);
    const ran = await run('id,name\n1,one\n');
    const details = await detailsOf(ran);
    assert.equal(details.run, ran.id);
    assert.equal(details.name, ran.name);
    assert.equal(details.status, 'Completed');
    assert.deepEqual(
      details.steps.map(({ lines, ...rest }) => {
        assert.ok(lines);
        return rest;
      }),
      ran.steps,
    );
    const lines = details.steps.flatMap((step) => step.lines ?? []);
    for (const { at, text } of lines) {
      assert.ok(!Number.isNaN(Date.parse(at)));
      assert.ok(text.length > 0);
    }
  });

  it('ends with what made it fail', async () => {
    const { run } = await importSite(service, { columns: null });
    const failed = await run('id,name\n1,one\n');
    assertFailed(failed, 'target-invalid');
    const { steps, reason } = await detailsOf(failed);
    assert.equal(reason, failed.reason);
    const last = steps.at(-1);
    assert.equal(last?.step, 'load');
    assert.match(last.lines?.at(-1)?.text ?? '', /things_/);
  });

  it('is told while it is under way: a step without an end has taken no time yet', async () => {
    const things = await importSite(service);
    const { run, release } = await holdRun(service, things, 'a.csv');
    const { steps } = await detailsOf(run);
    const { body } = await service.http.get(`/runs/${run.id}`);
    await release();
    const [load] = steps;
    assert.equal(load?.step, 'load');
    assert.equal(load.endedAt, undefined);
    assert.equal(load.seconds, undefined);
    assert.equal(body.durationSeconds, undefined);
  });
});
