import assert from 'node:assert/strict';

import { firesOffHolidays } from '../../../src/model/recurrence/fires-off-holidays.js';
import { fires } from '../../../src/model/recurrence/fires.js';
import { moveOffHolidays, type Holidays } from '../../../src/model/recurrence/holidays.js';
import { iso, recurring } from './recurrences.js';

/** Christmas and the days around it; in 2026 the 25th is a Friday. */
const CHRISTMAS = ['2026-12-25', '2026-12-26', '2026-12-28'];
const BEFORE = holidays('before', CHRISTMAS);
const AFTER = holidays('after', CHRISTMAS);

const FRIDAYS = { repeats: 'By Week', every: 1, days: ['Friday'], startTime: '06:00', timeZone: 'Europe/London' };

describe('a fire on a holiday', () => {
  it('moves to the same time of the day before, or after, passing a chain of holidays', () => {
    const around: [string, string] = ['2026-12-18', '2027-01-02'];
    assert.deepEqual(moved(FRIDAYS, BEFORE, ...around), [
      '2026-12-18T06:00Z',
      '2026-12-24T06:00Z',
      '2027-01-01T06:00Z',
    ]);
    assert.deepEqual(moved(FRIDAYS, AFTER, ...around), ['2026-12-18T06:00Z', '2026-12-27T06:00Z', '2027-01-01T06:00Z']);
  });

  it('is one with the fire it lands on', () => {
    const daily = { ...FRIDAYS, repeats: 'By Day', days: undefined };
    assert.deepEqual(moved(daily, AFTER, '2026-12-24', '2026-12-30'), [
      '2026-12-24T06:00Z',
      '2026-12-27T06:00Z',
      '2026-12-29T06:00Z',
    ]);
    assert.deepEqual(moved(daily, BEFORE, '2026-12-24', '2026-12-30'), [
      '2026-12-24T06:00Z',
      '2026-12-27T06:00Z',
      '2026-12-29T06:00Z',
    ]);
  });

  it('takes its turn among the fires of its new day', () => {
    const rule = { repeats: 'By Rule', rule: 'FREQ=HOURLY;INTERVAL=9', startDate: '2026-12-25', timeZone: 'UTC' };
    const found = moved(rule, AFTER, '2026-12-25', '2026-12-28');
    assert.deepEqual(
      found,
      ['00', '03', '06', '09', '12', '15', '18', '21'].map((hour) => `2026-12-27T${hour}:00Z`),
    );
  });

  it('goes by the local date and time', () => {
    // In Sydney it is the 25th while it is the 24th in London; and the clocks are put back in between.
    const sydney = { ...FRIDAYS, timeZone: 'Australia/Sydney' };
    assert.deepEqual(moved(sydney, BEFORE, '2026-12-21', '2026-12-27'), ['2026-12-23T19:00Z']);
    const april = holidays('after', ['2027-04-03', '2027-04-04']);
    const saturdays = { ...sydney, days: ['Saturday'] };
    assert.deepEqual(moved(saturdays, april, '2027-03-31', '2027-04-07'), ['2027-04-04T20:00Z']);
  });

  it('comes at its own time where a gap had made it late', () => {
    const given = { ...FRIDAYS, timeZone: 'Australia/Sydney', days: ['Sunday'], startTime: '02:30' };
    const october = holidays('after', ['2026-10-04']);
    assert.deepEqual(moved(given, october, '2026-10-01', '2026-10-08'), ['2026-10-04T15:30Z']);
  });

  it('stays where time is counted by what elapses', () => {
    const hourly = { ...FRIDAYS, repeats: 'By Hour', days: undefined, every: 12 };
    assert.equal(moved(hourly, AFTER, '2026-12-24', '2026-12-30').length, 12);
  });

  it('is found from the day it lands on, whatever time is asked for', () => {
    const after = recurring({ ...FRIDAYS, startDate: '2026-10-02' });
    const within = (given: Holidays, from: string, to: string) =>
      [...firesOffHolidays(after, given, Date.parse(from), Date.parse(to))].map(iso);
    assert.deepEqual(within(AFTER, '2026-12-27', '2026-12-28'), ['2026-12-27T06:00Z']);
    assert.deepEqual(within(BEFORE, '2026-12-24', '2026-12-25'), ['2026-12-24T06:00Z']);
    assert.deepEqual(within(BEFORE, '2026-12-25', '2026-12-31'), []);
  });

  it('moves the same way in the whole as in parts', () => {
    const year: string[] = Array.from({ length: 90 }, (_, day) => new Date(Date.UTC(2027, 0, day * 4 - (day % 3)))).map(
      (date) => date.toISOString().slice(0, 10),
    );
    const given = recurring({ ...FRIDAYS, days: ['Monday', 'Thursday', 'Saturday'], timeZone: 'America/New_York' });
    for (const policy of ['before', 'after'] as const) {
      const off = holidays(policy, year);
      const [from, to] = [Date.UTC(2026, 11, 1), Date.UTC(2028, 1, 1)];
      const whole = [...firesOffHolidays(given, off, from, to)];
      const parts: number[] = [];
      for (let at = from; at < to; at += 36e5 * 31)
        parts.push(...firesOffHolidays(given, off, at, Math.min(to, at + 36e5 * 31)));
      assert.deepEqual(parts, whole);
      assert.ok(whole.length > 50);
    }
  });
});

function holidays(policy: 'before' | 'after', dates: readonly string[]): Holidays {
  return { policy, dates: new Set(dates) };
}

/** The fires of whole days around holidays, moved. */
function moved(given: Record<string, unknown>, off: Holidays, from: string, to: string): string[] {
  const defined = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const recurrence = recurring({ startDate: '2026-10-01', ...defined });
  return [...moveOffHolidays(fires(recurrence, Date.parse(from), Date.parse(to)), off, recurrence)].map(iso);
}
