import assert from 'node:assert/strict';

import { eventually } from '../support/eventually.js';
import { holdTable } from '../support/hold-table.js';
import { lookAtTarget, untilLoading } from '../support/loads.js';
import { startService, type TestService } from '../support/service.js';
import { peopleCsv, peopleSite } from '../support/sites.js';
import { endWorkerProcesses, startWorkerProcess } from '../support/worker-process.js';

describe('a worker that is killed', () => {
  let service: TestService;
  before(async () => (service = await startService({ worker: false })));
  after(() => service.stop());
  beforeEach(() => service.target.query('drop table if exists people'));
  afterEach(endWorkerProcesses);

  const RECORDS = 100_000;

  async function request(site: string): Promise<string> {
    await service.http.put(`/sites/${site}/files/people.csv`, peopleCsv(RECORDS));
    const { body } = await service.http.post(`/sites/${site}/runs`, { integration: 'people', file: 'people.csv' });
    return body.id;
  }

  async function untilEnded(run: string): Promise<{ status: string; counts: Record<string, number> }> {
    return eventually(`run ${run} has ended`, async () => {
      const { body } = await service.http.get(`/runs/${run}`);
      return body.status === 'In-Progress' ? undefined : body;
    });
  }

  it('in the middle of staging is replaced by another one, and each record is applied once', async () => {
    const first = await startWorkerProcess(service);
    const site = await peopleSite(service);
    const run = await request(site);
    await untilLoading(service, run);
    await first.end('SIGKILL');
    const second = await startWorkerProcess(service);
    const { status, counts } = await untilEnded(run);
    await second.end('SIGTERM');
    assert.equal(status, 'Completed');
    assert.deepEqual([counts.read, counts.inserted, counts.updated], [RECORDS, RECORDS, 0]);
    assert.deepEqual(await lookAtTarget(service), { people: RECORDS, leftBehind: 0 });
  });

  it('in the middle of applying leaves its session to be ended by the next one', async () => {
    const first = await startWorkerProcess(service);
    const site = await peopleSite(service);
    const held = await holdTable(service);
    const run = await request(site);
    await untilLoading(service, run, 'insert into');
    await first.end('SIGKILL');
    const second = await startWorkerProcess(service);
    await eventually('the second worker has taken over', async () => {
      const { rows } = await service.target.query<{ attempt: number }>(
        'select attempt from integrator.load where run = $1',
        [run],
      );
      return rows[0]?.attempt === 2;
    });
    await held.release();
    const { status, counts } = await untilEnded(run);
    await second.end('SIGTERM');
    assert.equal(status, 'Completed');
    assert.equal(counts.inserted, RECORDS);
    assert.deepEqual(await lookAtTarget(service), { people: RECORDS, leftBehind: 0 });
  });

  it('by SIGTERM rolls back what it was loading and hands it on at once', async () => {
    const first = await startWorkerProcess(service);
    const site = await peopleSite(service);
    const run = await request(site);
    await untilLoading(service, run);
    await first.end('SIGTERM');
    assert.equal((await lookAtTarget(service)).leftBehind, 0);
    const second = await startWorkerProcess(service);
    const { status, counts } = await untilEnded(run);
    await second.end('SIGTERM');
    assert.equal(status, 'Completed');
    assert.equal(counts.inserted, RECORDS);
  });
});
