import assert from 'node:assert/strict';
import fc from 'fast-check';

import { fires } from '../../../../src/model/recurrence/fires.js';
import { recurrence } from '../../../../src/model/recurrence/recurrence.js';
import { scheduleTimes } from '../../../../src/model/recurrence/schedule-times.js';
import { anyRecurrence, date } from './any-recurrence.js';
import { bruteForce, onDays, type Written } from './brute-force.js';
import { expand } from './expand.js';
import { assertSame, resolved } from './same-fires.js';
import { take } from './take.js';
import { inGreenwich, wallClock } from './wall-clock.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const RUNS = 300;
const seed = Date.now() % 2 ** 31;

const now = fc
  .tuple(date, fc.integer({ min: 0, max: DAY - 1 }))
  .map(([today, milliseconds]) => inGreenwich(`${today} 00:00`) + milliseconds);
const catchUp = fc.integer({ min: 10, max: 40 * 24 * 60 }).map((minutes) => minutes * MINUTE);

describe('the times a Schedule is given', () => {
  it(`are the fires of the catch-up window and of the 25 months to come, and 10 at least (seed ${seed})`, () =>
    fc.assert(fc.property(anyRecurrence, now, catchUp, assertAll), { numRuns: RUNS, seed }));

  it(`are the same all month long (seed ${seed})`, () =>
    fc.assert(
      fc.property(anyRecurrence, now, now, (written, today, other) => {
        const later = monthOf(today) + 2 * DAY + (other % (26 * DAY));
        const earlier = monthOf(today) + 2 * DAY;
        assert.deepEqual(timesOf(written, later, DAY), timesOf(written, earlier, DAY));
      }),
      { numRuns: RUNS, seed },
    ));

  it('reach less far where a rule fires too often: whole days, a catch-up window and 10 fires at least', () => {
    const quarters = Array.from({ length: 24 * 4 }, (_, quarter) => wallClock('UTC', quarter * 15 * MINUTE).slice(-5));
    const span = { timeZone: 'Europe/London', startDate: '2026-01-20', startTime: '00:00' };
    const written = recurrence.parse({ repeats: 'By Rule', rule: 'FREQ=MINUTELY;INTERVAL=15', ...span });
    const rule = { ...written, timeZone: span.timeZone };
    for (const today of ['2026-10-25', '2026-11-30']) {
      const at = inGreenwich(`${today} 00:01`);
      const times = scheduleTimes((from, to) => fires(rule, from, to), rule, at, DAY);
      assert.ok(times.calendars.length <= 400 && times.until >= at + DAY && times.until % DAY === 0);
      const from = at - DAY;
      const byBruteForce = [...onDays(span, () => true, from, times.until, quarters)];
      assertSame(expand(times, from, times.until), byBruteForce, today);
      assert.deepEqual(
        scheduleTimes((start, to) => fires(rule, start, to), rule, at + DAY - 2 * MINUTE, DAY),
        times,
      );
    }
  });
});

function assertAll(written: Written, at: number, window: number): void {
  const times = timesOf(written, at, window);
  const what = `${JSON.stringify(written)} at ${new Date(at).toISOString()}, catching up ${window / MINUTE} minutes`;
  const from = times.calendars.length > 0 ? monthOf(at - window) : at - window;
  const elapsing = written.repeats === 'By Hour' || written.repeats === 'By Minute';
  const to = elapsing ? at + 30 * DAY : times.until;
  assertSame(expand(times, from, to), [...bruteForce(written, from, to)], what);
  if (elapsing) return;
  assert.ok(times.until >= monthOf(at, 25), `${what} until ${new Date(times.until).toISOString()}`);
  const coming = take(10, bruteForce(written, at));
  if (coming.length > 0) assert.ok(coming.at(-1)! < times.until, `${what} reaches 10 fires`);
}

function timesOf(written: Written, at: number, window: number) {
  const recurrence = resolved(written);
  return scheduleTimes((from, to) => fires(recurrence, from, to), recurrence, at, window);
}

/** The beginning of a month in Greenwich. */
function monthOf(at: number, later = 0): number {
  const today = new Date(at);
  return Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + later, 1);
}
