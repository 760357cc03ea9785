import assert from 'node:assert/strict';

import { fires } from '../../../../src/model/recurrence/fires.js';
import type { Written } from './brute-force.js';
import { CHANGES } from './changes.js';
import { resolved } from './same-fires.js';
import { take } from './take.js';
import { inGreenwich, wallClock } from './wall-clock.js';
import { daysBefore } from './ways-to-recur.js';

const DAY = 24 * 60 * 60_000;

describe('what repeats by the calendar does not drift when clocks change', () => {
  for (const [timeZone, changes] of Object.entries(CHANGES)) {
    for (const every of [1, 2, 3, 7, 30]) {
      it(`every ${every} days at 06:00 in ${timeZone}`, () => {
        for (const { date } of changes) {
          assertSteps({ repeats: 'By Day', every, timeZone, ...startingBefore(date) }, every);
        }
      });
    }

    for (const every of [1, 2, 3, 8]) {
      it(`every ${every} weeks on Tuesday at 06:00 in ${timeZone}`, () => {
        for (const { date } of changes) {
          assertSteps({ repeats: 'By Week', every, days: ['Tuesday'], timeZone, ...startingBefore(date) }, 7 * every);
        }
      });
    }
  }
});

function startingBefore(date: string) {
  return { startDate: daysBefore(date, 40), startTime: '06:00' };
}

/** Asserts that the clock shows 06:00 at each of the next fires (800 days), on dates that lie `days` apart. */
function assertSteps(written: Written, days: number): void {
  const count = Math.ceil(800 / days);
  const shown = take(count, fires(resolved(written), 0)).map((at) => wallClock(written.timeZone, at));
  assert.equal(shown.length, count);
  assert.match(shown[0]!, /06:00$/);
  const first = inGreenwich(shown[0]!);
  shown.forEach((time, step) => {
    assert.equal(time, onClock(written.timeZone, wallClock('UTC', first + step * days * DAY)), JSON.stringify(written));
  });
}

/** Apia never had that day: what would have fired on it fires at the moment it was left out. */
function onClock(timeZone: string, time: string): string {
  return timeZone === 'Pacific/Apia' ? time.replace('2011-12-30 06:00', '2011-12-31 00:00') : time;
}
