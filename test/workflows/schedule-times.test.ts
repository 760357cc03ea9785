import { randomUUID } from 'node:crypto';

import { Client, Connection, type ScheduleSpec } from '@temporalio/client';

import { fires } from '../../src/model/recurrence/fires.js';
import { scheduleTimes, type ScheduleTimes } from '../../src/model/recurrence/schedule-times.js';
import { bruteForce, type Written } from '../model/recurrence/brute-force/brute-force.js';
import { ZONES, type Change } from '../model/recurrence/brute-force/changes.js';
import { nextChanges } from '../model/recurrence/brute-force/next-changes.js';
import { assertSame, resolved } from '../model/recurrence/brute-force/same-fires.js';
import { take } from '../model/recurrence/brute-force/take.js';
import { wallClock } from '../model/recurrence/brute-force/wall-clock.js';
import {
  choicesFor,
  daysBefore,
  KINDS,
  meetingChange,
  type Kind,
} from '../model/recurrence/brute-force/ways-to-recur.js';
import { testEnvironment } from '../support/environment.js';

const DAY = 24 * 60 * 60_000;
const CATCH_UP = 10 * 60_000;
/** How many of them the server tells. */
const TOLD = 10;

describe("the next action times of Temporal's server", () => {
  let connection: Connection;
  let client: Client;
  before(async () => {
    const { temporal, namespace } = testEnvironment();
    connection = await Connection.connect({ address: temporal.address });
    client = new Client({ connection, namespace });
  });
  after(() => connection.close());

  const now = Date.now();
  const tomorrow = wallClock('UTC', now + 2 * DAY).slice(0, 10);

  ZONES.forEach((timeZone, zone) => {
    // Far enough away for what begins weeks before it: nothing may fire between a question and its answer.
    const changes = nextChanges(timeZone, now + 45 * DAY);

    KINDS.forEach((kind, row) => {
      const dates = changes.map(({ date, is }) => `${date} (${is})`).join(', ');
      it(`are the fires, ${kind}, in ${timeZone}, around ${dates}`, async () => {
        const coming = changes.map((change, column) => {
          // Each kind, each choice, with and without end, all in turn: the others are for tests without a server.
          const written = turn(comingBy(kind, timeZone, change), column + zone);
          const choice = turn(choicesFor(change), column + row);
          const end = turn(['Forever', daysBefore(change.date, -20)], column + row + zone);
          return { ...written, ...choice, end };
        });
        await Promise.all(coming.map(assertTold));
      });
    });

    it(`are the fire, One Time, in ${timeZone}`, async () => {
      const coming = changes.map((change, column): Written => {
        const choice = turn(choicesFor(change), column + zone);
        return { repeats: 'One Time', timeZone, startDate: change.date, startTime: change.time, ...choice };
      });
      await Promise.all(coming.map(assertTold));
    });
  });

  function comingBy(kind: Kind, timeZone: string, change: Change) {
    return meetingChange(kind, timeZone, change).filter(({ startDate }) => startDate > tomorrow);
  }

  /** Asserts that the server, `fires` and the brute-force calendar agree. */
  async function assertTold(written: Written): Promise<void> {
    const recurrence = resolved(written);
    const times = scheduleTimes((from, to) => fires(recurrence, from, to), recurrence, now, CATCH_UP);
    const told = await nextActionTimes(specOf(times));
    const found = take(TOLD, fires(recurrence, now));
    assertSame(told, found, `the server's for ${JSON.stringify(written)} (by fires, not brute force)`);
    assertSame(found, take(TOLD, bruteForce(written, now)), JSON.stringify(written));
  }

  async function nextActionTimes(spec: ScheduleSpec): Promise<number[]> {
    const handle = await client.schedule.create({
      scheduleId: `times-${randomUUID()}`,
      spec,
      action: { type: 'startWorkflow', workflowType: 'neverRun', taskQueue: 'nobody', args: [] },
      state: { paused: true },
    });
    try {
      const { info } = await handle.describe();
      return info.nextActionTimes.map((at) => at.getTime());
    } finally {
      await handle.delete();
    }
  }
});

function specOf({ calendars, intervals, startAt, endAt }: ScheduleTimes): ScheduleSpec {
  return {
    calendars: calendars.map((entry) => ({ ...entry, second: 0 })),
    intervals,
    ...(startAt === undefined ? {} : { startAt: new Date(startAt) }),
    ...(endAt === undefined ? {} : { endAt: new Date(endAt) }),
    timezone: 'UTC',
  };
}

function turn<Choice>(choices: readonly Choice[], time: number): Choice {
  return choices[time % choices.length]!;
}
