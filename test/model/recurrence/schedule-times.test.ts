import assert from 'node:assert/strict';

import { MONTHS } from '../../../src/model/recurrence/calendar-words.js';
import { fires } from '../../../src/model/recurrence/fires.js';
import { scheduleTimes, type ScheduleTimes } from '../../../src/model/recurrence/schedule-times.js';
import { recurring } from './recurrences.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = Date.parse('2026-10-20T12:00Z');

const DAILY = { repeats: 'By Day', every: 1 };
const LEAP_DAYS = { repeats: 'By Month', months: ['February'], days: [29] };

describe('what a Schedule is given', () => {
  for (const [what, given] of [
    ['every day', DAILY],
    ['every day, in a gap and in both times of a fold', { ...DAILY, startTime: '02:30', fold: 'both' }],
    ['every other Monday and Friday', { repeats: 'By Week', every: 2, days: ['Monday', 'Friday'] }],
    ['the last day of the month', { repeats: 'By Month', days: ['last'], timeZone: 'Pacific/Apia' }],
    ['a rule', { repeats: 'By Rule', rule: 'FREQ=MONTHLY;BYDAY=-1FR;BYHOUR=6,18' }],
    ['once, in some years', { repeats: 'One Time', startDate: '2033-01-01' }],
    ['once, a while ago', { repeats: 'One Time', startDate: '2026-01-01' }],
    ['until a day', { ...DAILY, end: '2027-01-15' }],
  ] as const) {
    it(`is exactly the fires: ${what}`, () => {
      const recurrence = recurring(given);
      const times = timesOf(given);
      assert.deepEqual(instantsOf(times), [...fires(recurrence, Date.UTC(2026, 9, 1), times.until)]);
    });
  }

  it('reaches from the beginning of this month to the end of that in two years', () => {
    const times = timesOf({ ...DAILY, startDate: '2020-01-01', timeZone: 'UTC' });
    assert.deepEqual(instantsOf(times).slice(0, 1), [Date.parse('2026-10-01T06:00Z')]);
    assert.equal(instantsOf(times).at(-1), Date.parse('2028-10-31T06:00Z'));
    assert.equal(times.until, Date.parse('2028-11-01T00:00Z'));
  });

  it('reaches back a month where a missed fire of that month is made up for', () => {
    const atBeginning = Date.parse('2026-11-01T00:05Z');
    const times = timesOf({ ...DAILY, startDate: '2020-01-01', timeZone: 'UTC' }, atBeginning, 10 * MINUTE);
    assert.equal(instantsOf(times)[0], Date.parse('2026-10-01T06:00Z'));
  });

  it('is short: each day for two years in less than 35 calendars', () => {
    for (const timeZone of ['Australia/Sydney', 'America/New_York', 'UTC']) {
      assert.ok(timesOf({ ...DAILY, timeZone }).calendars.length < 35);
    }
  });

  it('has the days of a month with the same time as ranges', () => {
    const [october] = timesOf({ ...DAILY, timeZone: 'UTC' }).calendars;
    const dayOfMonth = [{ start: 5, end: 31 }];
    assert.deepEqual(october, { year: 2026, month: 'OCTOBER', dayOfMonth, hour: 6, minute: 0 });
    const [other] = timesOf({ repeats: 'By Month', days: [6, 7, 9], timeZone: 'UTC' }).calendars;
    assert.deepEqual(other?.dayOfMonth, [
      { start: 6, end: 7 },
      { start: 9, end: 9 },
    ]);
  });

  it('stays the same until a month turns', () => {
    for (const given of [DAILY, LEAP_DAYS, { repeats: 'By Rule', rule: 'FREQ=DAILY;BYHOUR=1,5' }]) {
      const at = (time: string) => timesOf(given, Date.parse(time));
      assert.deepEqual(at('2026-10-01T00:10Z'), at('2026-10-31T23:59Z'));
      assert.notDeepEqual(at('2026-10-31T23:59Z'), at('2028-11-01T00:10Z'));
    }
  });

  it('stays the same when one of few fires has passed', () => {
    const at = (time: string) => timesOf(LEAP_DAYS, Date.parse(time));
    assert.deepEqual(at('2028-02-01T12:00Z'), at('2028-02-29T12:00Z'));
  });

  it('has ten fires ahead, however rare they are', () => {
    const ahead = instantsOf(timesOf(LEAP_DAYS)).filter((at) => at >= NOW);
    assert.equal(ahead.length, 10);
    const times = timesOf(LEAP_DAYS);
    assert.ok(times.until > ahead.at(-1)!);
  });

  it('has two years of fires ahead of a recurrence that is years old', () => {
    const ahead = instantsOf(timesOf({ ...DAILY, startDate: '2016-01-01' })).filter((at) => at >= NOW);
    assert.ok(ahead.length >= 730);
  });

  for (const [rule, least] of [
    ['FREQ=HOURLY', 300],
    ['FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16,17;BYMINUTE=0,15,30,45', 200],
    ['FREQ=MINUTELY;INTERVAL=5', 7],
    ['FREQ=MINUTELY', 7],
  ] as const) {
    it(`reaches less far where calendars would be too many: ${rule}`, () => {
      const given = { repeats: 'By Rule', rule, timeZone: 'UTC', startDate: '2026-01-01' };
      const times = timesOf(given);
      assert.deepEqual(instantsOf(times), [...fires(recurring(given), Date.parse('2026-10-20'), times.until)]);
      assert.equal(times.until % DAY, 0);
      assert.ok(times.until >= NOW + least * DAY, new Date(times.until).toISOString());
      assert.ok(times.calendars.length <= (rule.startsWith('FREQ=MINUTELY') ? 2 * 1440 : 400));
      assert.deepEqual(
        timesOf(given, Date.parse('2026-10-20T00:10Z')),
        timesOf(given, Date.parse('2026-10-20T23:59Z')),
      );
    });
  }

  it('is an interval with its phase where elapsed time is counted', () => {
    const times = timesOf({ repeats: 'By Hour', every: 11, end: '2026-12-31' });
    const startAt = Date.parse('2026-10-04T19:00Z');
    assert.deepEqual(times, {
      calendars: [],
      intervals: [{ every: 11 * HOUR, offset: 9 * HOUR }],
      startAt,
      endAt: Date.parse('2026-12-31T12:59Z'),
      until: Date.UTC(2101, 0, 1),
    });
    assert.equal('endAt' in timesOf({ repeats: 'By Minute', every: 15 }), false);
  });
});

function timesOf(given: Record<string, unknown>, now = NOW, catchUp = 10 * MINUTE): ScheduleTimes {
  const recurrence = recurring(given);
  return scheduleTimes((from, to) => fires(recurrence, from, to), recurrence, now, catchUp);
}

/** The instants that calendars stand for. */
function instantsOf({ calendars }: ScheduleTimes): number[] {
  return calendars
    .flatMap(({ year, month, dayOfMonth, hour, minute }) => {
      const index = MONTHS.findIndex((name) => name.toUpperCase() === month);
      return dayOfMonth.flatMap(({ start, end }) =>
        Array.from({ length: end - start + 1 }, (_, day) => Date.UTC(year, index, start + day, hour, minute)),
      );
    })
    .sort((one, other) => one - other);
}
