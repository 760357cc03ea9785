import assert from 'node:assert/strict';

import { CHANGES } from './changes.js';
import { inGreenwich, instantsShowing, lastMinuteOf, momentPast, wallClock } from './wall-clock.js';

const MINUTE = 60_000;
const HOURS = 60 * MINUTE;

describe('the wall clock of the brute-force calendar', () => {
  for (const [timeZone, changes] of Object.entries(CHANGES)) {
    it(`finds in ${timeZone} the instants that a walk of every minute finds`, () => {
      for (const { date } of changes) {
        const found = walk(timeZone, date);
        for (let shown = `${date} 00:00`; shown.startsWith(date); shown = minuteAfter(shown)) {
          const instants = instantsShowing(timeZone, shown);
          assert.deepEqual(instants, found.showing.get(shown) ?? [], shown);
          if (instants.length === 0) assert.equal(momentPast(timeZone, shown), found.firstPast(shown), shown);
        }
        assert.equal(lastMinuteOf(timeZone, date), found.lastOf(date));
      }
    });
  }

  it('skips and repeats the times of the table', () => {
    const count = { gap: 0, plain: 1, fold: 2 };
    for (const [timeZone, changes] of Object.entries(CHANGES)) {
      for (const { date, time, is } of changes) {
        assert.equal(instantsShowing(timeZone, `${date} ${time}`).length, count[is], `${timeZone} ${date} ${time}`);
      }
    }
  });
});

/** What the clock shows in each minute around a date. */
function walk(timeZone: string, date: string) {
  const minutes: [shown: string, at: number][] = [];
  const start = inGreenwich(`${date} 00:00`) - 26 * HOURS;
  for (let at = start; at < start + 76 * HOURS; at += MINUTE) minutes.push([wallClock(timeZone, at), at]);
  return {
    showing: group(minutes),
    firstPast: (time: string) => minutes.find(([shown]) => shown > time)?.[1],
    lastOf: (day: string) => minutes.findLast(([shown]) => shown.slice(0, 10) <= day)?.[1],
  };
}

function group(minutes: [shown: string, at: number][]): Map<string, number[]> {
  const showing = new Map<string, number[]>();
  for (const [shown, at] of minutes) showing.set(shown, [...(showing.get(shown) ?? []), at]);
  return showing;
}

function minuteAfter(shown: string): string {
  return wallClock('UTC', inGreenwich(shown) + MINUTE);
}
