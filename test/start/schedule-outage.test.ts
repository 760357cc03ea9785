import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';

import { Client, Connection } from '@temporalio/client';

import { putSchedule, quicken, scheduledRuns } from '../api/support/quick-schedule.js';
import type { AnswerBody } from '../support/http-client.js';
import { Starts } from './support/starts.js';
import type { Started } from './support/started.js';

/** How often the schedule of the test fires, and for how long nothing is there to see to it. */
const SECONDS = 3;
const OUTAGE = 10_000;

describe('a schedule whose npm start was killed and started again', () => {
  const starts = new Starts();
  after(() => starts.end());

  it('makes up for what was due meanwhile: every fire has one row', async () => {
    const data = starts.newData();
    const first = await starts.start(data).isUp();
    await scheduled(first, async (of) => {
      await putSchedule(of, 'DEV', 'often', { integration: 'employees' });
      await quicken(of, 'DEV', 'often', SECONDS);
      await scheduledRuns(of, 'DEV', 2);
    });
    const servers = first.servers();
    await first.kill();
    for (const pid of Object.values(servers)) process.kill(pid, 'SIGKILL');
    // Nothing happens in an outage that could be waited for.
    await delay(OUTAGE);

    const second = await starts.start(data).isUp();
    const up = Date.now();
    await scheduled(second, async (of) => {
      const due = new Set<number>();
      let runs: AnswerBody[] = [];
      // Until one that was due after the start has ended.
      for (let atLeast = 3; !runs.some(({ intendedAt }) => dueAt(intendedAt) > up); atLeast = runs.length + 1) {
        runs = await scheduledRuns(of, 'DEV', atLeast);
      }
      for (const { intendedAt, status } of runs) {
        assert.ok(!due.has(dueAt(intendedAt)), `${String(intendedAt)} has two rows`);
        due.add(dueAt(intendedAt));
        assert.notEqual(status, 'Failed');
      }
      const [from, to] = [Math.min(...due), Math.max(...due)];
      const expected = Array.from({ length: (to - from) / (SECONDS * 1000) + 1 }, (_, n) => from + n * SECONDS * 1000);
      assert.deepEqual([...due].sort(), expected);
      assert.ok(to - from > OUTAGE);
    });
  }).timeout(180_000);
});

function dueAt(intendedAt: unknown): number {
  return Date.parse(intendedAt as string);
}

/** What the supports of the API's tests take, of a started one. */
async function scheduled(
  started: Started,
  work: (of: Parameters<typeof quicken>[0] & Parameters<typeof putSchedule>[0]) => Promise<void>,
): Promise<void> {
  const address = /Temporal is ready on (\S+),/.exec(started.output)?.[1] ?? '';
  const connection = await Connection.connect({ address });
  try {
    await work({ http: started.http, temporal: new Client({ connection }) });
  } finally {
    await connection.close();
  }
}
