import assert from 'node:assert/strict';

import { eventually } from '../support/eventually.js';
import { holdTable } from '../support/hold-table.js';
import type { AnswerBody, HttpAnswer } from '../support/http-client.js';
import { untilLoading } from '../support/loads.js';
import { startService, type TestService } from '../support/service.js';
import { peopleCsv, peopleSite } from '../support/sites.js';

describe('a site that is asked for many runs', () => {
  let service: TestService;
  before(async () => (service = await startService()));
  after(() => service.stop());

  /** A second target, which nobody holds. */
  const others = { target: { connection: 'target', table: 'others', mode: 'upsert' } };

  async function requestMany(site: string, count: number): Promise<string[]> {
    const numbers = Array.from({ length: count }, (_, index) => index);
    await Promise.all(numbers.map((n) => service.http.put(`/sites/${site}/files/${n}.csv`, peopleCsv(1, n))));
    const answers = await Promise.all(numbers.map((n) => ask(site, n)));
    // On a busy machine some have not ended by then.
    const ends: string[] = [];
    for (const { status, text, body } of answers) ends.push(status >= 400 ? text : await untilEnded(body));
    assert.deepEqual(new Set(ends), new Set(['Completed']));
    return answers.map(({ body }) => body.id);
  }

  /** As callers are told to: again with the same Idempotency-Key where the site is too busy to answer. */
  async function ask(site: string, n: number): Promise<HttpAnswer> {
    const request = { integration: 'people', file: `${n}.csv`, name: `run ${n}` };
    const headers = { Prefer: 'wait=110', 'Idempotency-Key': `${site} ${n}` };
    for (;;) {
      const answer = await service.http.post(`/sites/${site}/runs`, request, headers);
      if (answer.status !== 503) return answer;
    }
  }

  async function untilEnded({ id, status }: AnswerBody): Promise<string> {
    if (status !== 'In-Progress') return status;
    const { body } = await eventually(
      `run ${id} has ended`,
      async () => {
        const answer = await service.http.get(`/runs/${id}`);
        return answer.body.status !== 'In-Progress' && answer;
      },
      120_000,
    );
    return body.status;
  }

  it('runs all 100 that come at once, each once', async () => {
    const site = await peopleSite(service);
    const runs = await requestMany(site, 100);
    assert.equal(new Set(runs).size, 100);
    const { body } = await service.http.get(`/sites/${site}/runs?limit=500`);
    assert.equal(body.items.length, 100);
  });

  it('loses none of 1,000 through its continue-as-news, and closes a run from before them that is terminated', async function () {
    this.timeout(400_000);
    await service.target.query('create table others (id text primary key, name text, rate numeric, born date)');
    const site = await peopleSite(service, { definition: others });
    const held = await holdTable(service);
    await service.http.put(`/sites/${site}/integrations/held`, {
      ...((await service.http.get(`/sites/${site}/integrations/people`)).body.definition as object),
      target: { connection: 'target', table: 'people', mode: 'upsert' },
    });
    await service.http.put(`/sites/${site}/files/held.csv`, peopleCsv(10));
    const { body: open } = await service.http.post(`/sites/${site}/runs`, { integration: 'held', file: 'held.csv' });
    await untilLoading(service, open.id, 'insert into');
    const handle = service.temporal.workflow.getHandle(`site/${site}`);
    const first = await handle.describe();

    await requestMany(site, 1000);
    const { rows } = await service.target.query<{ count: number }>('select count(*)::int as count from others');
    assert.equal(rows[0]?.count, 1000);
    const executions = [];
    for await (const one of service.temporal.workflow.list({ query: `WorkflowId = 'site/${site}'` }))
      executions.push(one);
    assert.ok(executions.length >= 4, `the site continued as new ${executions.length - 1} times`);
    assert.notEqual((await handle.describe()).runId, first.runId);
    await eventually('the site knows of no open run but the held one', async () => {
      const { runs } = (await service.http.get(`/sites/${site}`)).body;
      return runs.length === 1 && runs[0]?.run === open.id;
    });

    await service.temporal.workflow.getHandle(`run/${open.id}`).terminate('by hand');
    const { body: closed } = await eventually('the terminated run is closed', async () => {
      const answer = await service.http.get(`/runs/${open.id}`);
      return answer.body.status !== 'In-Progress' && answer;
    });
    assert.equal(closed.status, 'Failed');
    await held.release();
    const { body: again } = await service.http.post(
      `/sites/${site}/runs`,
      { integration: 'held', file: 'held.csv' },
      { Prefer: 'wait=60' },
    );
    assert.equal(again.status, 'Completed');
  });
});
