import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';

import { eventually } from '../support/eventually.js';
import { holdTable } from '../support/hold-table.js';
import type { AnswerBody } from '../support/http-client.js';
import { lookAtTarget, untilLoading } from '../support/loads.js';
import { createPeopleTable, peopleCsv, peopleSite } from '../support/sites.js';
import { startClusterService, type ClusterService } from './support/cluster-service.js';
import { workerOf, workersOf } from './support/who-works.js';

describe('workers and APIs side by side on the real engine', () => {
  let service: ClusterService;
  before(async () => (service = await startClusterService()));
  after(() => service.stop());
  beforeEach(async () => {
    await createPeopleTable(service);
    await service.target.query('truncate people');
  });

  /** Uploads so many people and answers what to ask for. */
  async function upload(site: string, count: number, first: number) {
    const file = `people-${first}.csv`;
    await service.http.put(`/sites/${site}/files/${file}`, peopleCsv(count, first));
    return { integration: 'people', file };
  }

  async function request(site: string, count: number, first: number): Promise<string> {
    const { status, body, text } = await service.http.post(`/sites/${site}/runs`, await upload(site, count, first));
    assert.equal(status, 202, text);
    return body.id;
  }

  /** Waits for the end of the run; its API may be away for a moment. */
  function end(run: string): Promise<AnswerBody> {
    return eventually(
      `run ${run} has ended`,
      async () => {
        const { status, body } = await service.http.get(`/runs/${run}`);
        return status === 200 && body.status !== 'In-Progress' && body;
      },
      120_000,
    );
  }

  it('share the runs: each worker has done steps of 20 of them', async () => {
    const site = await peopleSite(service);
    const runs = await Promise.all(Array.from({ length: 20 }, (_, n) => request(site, 50, 1 + n * 50)));
    for (const run of runs) assert.equal((await end(run)).status, 'Completed');
    assert.deepEqual((await workersOf(service, runs)).sort(), ['worker-1', 'worker-2']);
    assert.deepEqual(await lookAtTarget(service), { people: 1000, leftBehind: 0 });
  });

  it('hear from each other: what one API was asked for, the other one waits for', async () => {
    const site = await peopleSite(service);
    const held = await holdTable(service);
    const body = await upload(site, 10, 1);
    const key = { 'Idempotency-Key': randomUUID() };
    const { id } = (await service.other.post(`/sites/${site}/runs`, body, key)).body;
    await untilLoading(service, id, 'insert into');
    const waiting = service.http.post(`/sites/${site}/runs`, body, { ...key, Prefer: 'wait=60' });
    await held.release();
    const { body: ended } = await waiting;
    assert.deepEqual([ended.id, ended.status], [id, 'Completed']);
  });

  it('make one run of a request that two APIs are sent at once with one Idempotency-Key', async () => {
    const site = await peopleSite(service);
    const body = await upload(site, 10, 1);
    const headers = { 'Idempotency-Key': randomUUID(), Prefer: 'wait=60' };
    const answers = await Promise.all(
      [service.http, service.other].map((api) => api.post(`/sites/${site}/runs`, body, headers)),
    );
    assert.equal(new Set(answers.map((answer) => answer.body.id)).size, 1, answers.map(({ text }) => text).join('\n'));
    assert.equal((await service.http.get(`/sites/${site}/runs`)).body.items.length, 1);
  });

  for (const [how, signal] of [
    ['is killed', 'SIGKILL'],
    ['is told to end', 'SIGTERM'],
  ] as const) {
    it(`go on with the run of a worker that ${how} in the middle of a load: every record once`, async () => {
      const site = await peopleSite(service);
      const held = await holdTable(service);
      const run = await request(site, 1000, 1);
      await untilLoading(service, run, 'insert into');
      const worker = await workerOf(service, run);
      await service.cluster.kill(worker, signal);
      await held.release();
      const ended = await end(run);
      assert.deepEqual([ended.status, ended.counts.applied], ['Completed', 1000], JSON.stringify(ended));
      assert.deepEqual(await lookAtTarget(service), { people: 1000, leftBehind: 0 });
      await service.cluster.start(worker);
    });
  }

  it('go on by themselves after Temporal and PostgreSQL were killed in the middle of runs', async () => {
    const site = await peopleSite(service);
    for (const server of ['temporal', 'postgres'] as const) {
      await service.target.query('truncate people');
      const runs = await Promise.all(Array.from({ length: 5 }, (_, n) => request(site, 2000, 1 + n * 2000)));
      await service.cluster.kill(server);
      await service.cluster.start(server);
      for (const run of runs) {
        const ended = await end(run);
        assert.deepEqual([ended.status, ended.counts.applied], ['Completed', 2000], JSON.stringify(ended));
      }
      assert.deepEqual(await lookAtTarget(service), { people: 10_000, leftBehind: 0 });
    }
  });
});
