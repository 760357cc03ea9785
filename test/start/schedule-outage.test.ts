import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';

import { Client, Connection } from '@temporalio/client';

import { putSchedule, quicken, scheduledRuns } from '../api/support/quick-schedule.js';
import { eventually } from '../support/eventually.js';
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
      // A fire has its row once its site has heard of it: one that is refused meanwhile, because of it, comes before it.
      const runs = await eventually('no fire is left out up to one after the start, which has ended', async () => {
        const rows = await scheduledRuns(of, 'DEV', 1);
        const isAfter = rows.some(({ intendedAt, status }) => dueAt(intendedAt) > up && status !== 'In-Progress');
        return isAfter && isWithoutGap(rows.map(({ intendedAt }) => dueAt(intendedAt))) && rows;
      });
      const due = runs.map(({ intendedAt }) => dueAt(intendedAt));
      assert.deepEqual(due, [...new Set(due)], 'a fire has two rows');
      assert.ok(Math.max(...due) - Math.min(...due) > OUTAGE);
      assert.ok(runs.every(({ status }) => status !== 'Failed'));
    });
  }).timeout(180_000);
});

function dueAt(intendedAt: unknown): number {
  return Date.parse(intendedAt as string);
}

function isWithoutGap(due: readonly number[]): boolean {
  const last = Math.max(...due);
  for (let at = Math.min(...due); at < last; at += SECONDS * 1000) if (!due.includes(at)) return false;
  return true;
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
