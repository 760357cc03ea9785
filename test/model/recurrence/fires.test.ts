import assert from 'node:assert/strict';

import { fires } from '../../../src/model/recurrence/fires.js';
import { clockTimes, firesOf, recurring } from './recurrences.js';

const HOUR = 60 * 60_000;
const YEAR = 366 * 24 * HOUR;
const PART = 9 * HOUR + 1;

describe('One Time', () => {
  const once = recurring({ repeats: 'One Time' });

  it('fires at its start', () => assert.deepEqual(clockTimes(once, 5), ['Mon 2026-10-05 06:00']));

  it('has no fire once that has passed', () => assert.deepEqual(firesOf(once, 5, '2026-10-04T19:01Z'), []));
});

describe('By Day', () => {
  it('fires every day from its start', () => {
    const daily = recurring({ repeats: 'By Day', every: 1 });
    assert.deepEqual(clockTimes(daily, 3), ['Mon 2026-10-05 06:00', 'Tue 2026-10-06 06:00', 'Wed 2026-10-07 06:00']);
  });

  it('every third day counts days of the calendar, also where a day has 23 or 25 hours', () => {
    const given = recurring({ repeats: 'By Day', every: 3, startDate: '2026-10-01' });
    assert.deepEqual(clockTimes(given, 3), ['Thu 2026-10-01 06:00', 'Sun 2026-10-04 06:00', 'Wed 2026-10-07 06:00']);
    assert.deepEqual(clockTimes(given, 2, '2027-04-01T00:00Z'), ['Fri 2027-04-02 06:00', 'Mon 2027-04-05 06:00']);
  });

  it('keeps its count for twenty years', () => {
    const given = recurring({ repeats: 'By Day', every: 7, startDate: '2006-10-02' });
    assert.deepEqual(clockTimes(given, 2, '2026-10-04T00:00Z'), ['Mon 2026-10-05 06:00', 'Mon 2026-10-12 06:00']);
  });

  it('fires on its last day and not after it', () => {
    const given = recurring({ repeats: 'By Day', every: 1, startTime: '23:59', end: '2026-10-06' });
    assert.deepEqual(clockTimes(given, 9), ['Mon 2026-10-05 23:59', 'Tue 2026-10-06 23:59']);
  });
});

describe('By Week', () => {
  it('fires on its days, in the order of the week, from its start', () => {
    const given = recurring({ repeats: 'By Week', every: 1, days: ['Friday', 'Monday'], startDate: '2026-10-07' });
    assert.deepEqual(clockTimes(given, 3), ['Fri 2026-10-09 06:00', 'Mon 2026-10-12 06:00', 'Fri 2026-10-16 06:00']);
  });

  it('counts weeks from that of its start, Monday to Sunday', () => {
    const given = recurring({ repeats: 'By Week', every: 2, days: ['Monday', 'Sunday'], startDate: '2026-10-07' });
    assert.deepEqual(clockTimes(given, 3), ['Sun 2026-10-11 06:00', 'Mon 2026-10-19 06:00', 'Sun 2026-10-25 06:00']);
  });

  it('counts a start on a Sunday to the week that it ends', () => {
    const given = recurring({ repeats: 'By Week', every: 2, days: ['Monday', 'Sunday'], startDate: '2026-10-11' });
    assert.deepEqual(clockTimes(given, 3), ['Sun 2026-10-11 06:00', 'Mon 2026-10-19 06:00', 'Sun 2026-10-25 06:00']);
  });

  it('keeps its count for twenty years', () => {
    const given = recurring({ repeats: 'By Week', every: 5, days: ['Monday'], startDate: '2006-10-02' });
    assert.deepEqual(clockTimes(given, 2, '2026-10-01T00:00Z'), ['Mon 2026-10-12 06:00', 'Mon 2026-11-16 06:00']);
  });
});

describe('By Month', () => {
  it('leaves out a day that a month lacks', () => {
    const given = recurring({ repeats: 'By Month', days: [31] });
    assert.deepEqual(clockTimes(given, 3), ['Sat 2026-10-31 06:00', 'Thu 2026-12-31 06:00', 'Sun 2027-01-31 06:00']);
  });

  it('fires on the last day of each month', () => {
    const given = recurring({ repeats: 'By Month', days: ['last'], startDate: '2028-01-01' });
    assert.deepEqual(clockTimes(given, 3), ['Mon 2028-01-31 06:00', 'Tue 2028-02-29 06:00', 'Fri 2028-03-31 06:00']);
  });

  it('fires once on a day that is chosen twice', () => {
    const given = recurring({ repeats: 'By Month', days: ['last', 30, 15, 30] });
    assert.deepEqual(clockTimes(given, 4, '2026-10-31T00:00Z'), [
      'Sun 2026-11-15 06:00',
      'Mon 2026-11-30 06:00',
      'Tue 2026-12-15 06:00',
      'Wed 2026-12-30 06:00',
    ]);
  });

  it('fires only in its months', () => {
    const given = recurring({ repeats: 'By Month', months: ['March', 'January'], days: [1] });
    assert.deepEqual(clockTimes(given, 3), ['Fri 2027-01-01 06:00', 'Mon 2027-03-01 06:00', 'Sat 2028-01-01 06:00']);
  });

  it('fires on the 29th of February in leap years, of which 2100 is none', () => {
    const given = recurring({ repeats: 'By Month', months: ['February'], days: [29], startDate: '2090-01-01' });
    assert.deepEqual(clockTimes(given, 9), ['Fri 2092-02-29 06:00', 'Wed 2096-02-29 06:00']);
  });
});

describe('By Hour and By Minute', () => {
  it('fire at their start and then by elapsed time, whatever the clocks do', () => {
    const given = recurring({ repeats: 'By Hour', every: 6, startDate: '2026-10-03', startTime: '20:00' });
    assert.deepEqual(clockTimes(given, 3), ['Sat 2026-10-03 20:00', 'Sun 2026-10-04 03:00', 'Sun 2026-10-04 09:00']);
    const daily = recurring({ repeats: 'By Hour', every: 24, startDate: '2026-10-03' });
    assert.deepEqual(clockTimes(daily, 2), ['Sat 2026-10-03 06:00', 'Sun 2026-10-04 07:00']);
  });

  it('fire at each of two equal times', () => {
    const given = recurring({ repeats: 'By Minute', every: 30, startDate: '2027-04-04', startTime: '02:00' });
    const times = ['02:00', '02:30', '02:00', '02:30', '03:00'].map((time) => `Sun 2027-04-04 ${time}`);
    assert.deepEqual(clockTimes(given, 5), times);
  });

  it('that start in a gap start when it ends, whatever the policy', () => {
    for (const gap of ['next', 'skip']) {
      const given = recurring({ repeats: 'By Minute', every: 45, startDate: '2026-10-04', startTime: '02:30', gap });
      assert.deepEqual(clockTimes(given, 2), ['Sun 2026-10-04 03:00', 'Sun 2026-10-04 03:45']);
    }
  });

  it('that start in a fold start the first time, or the second where that is chosen', () => {
    for (const [fold, first] of [
      ['first', '2027-04-03T15:30Z'],
      ['second', '2027-04-03T16:30Z'],
      ['both', '2027-04-03T15:30Z'],
    ]) {
      const given = recurring({ repeats: 'By Hour', every: 1, startDate: '2027-04-04', startTime: '02:30', fold });
      assert.deepEqual(firesOf(given, 1), [first]);
    }
  });

  it('end with the last instant of their last day', () => {
    const given = recurring({ repeats: 'By Minute', every: 5, startTime: '23:45', end: '2026-10-05' });
    assert.deepEqual(clockTimes(given, 9), ['Mon 2026-10-05 23:45', 'Mon 2026-10-05 23:50', 'Mon 2026-10-05 23:55']);
    const sharp = recurring({ repeats: 'By Hour', every: 6, end: '2026-10-05' });
    assert.equal(clockTimes(sharp, 9).at(-1), 'Mon 2026-10-05 18:00');
  });

  it('keep their phase for twenty years', () => {
    const given = recurring({ repeats: 'By Hour', every: 7, startDate: '2006-10-05', timeZone: 'UTC' });
    const [first = 0] = fires(given, Date.parse('2026-10-05T00:00Z'));
    assert.equal((first - Date.parse('2006-10-05T06:00Z')) % (7 * 60 * 60_000), 0);
    assert.ok(first - Date.parse('2026-10-05T00:00Z') < 7 * 60 * 60_000);
  });
});

describe('By Rule', () => {
  for (const [rule, times] of [
    ['FREQ=MONTHLY;BYDAY=-1FR', ['Fri 2026-10-30 06:00', 'Fri 2026-11-27 06:00', 'Fri 2026-12-25 06:00']],
    ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', ['Fri 2026-10-30 06:00', 'Mon 2026-11-30 06:00']],
    ['FREQ=YEARLY;BYMONTH=11;BYDAY=4TH', ['Thu 2026-11-26 06:00', 'Thu 2027-11-25 06:00']],
    ['FREQ=DAILY;BYHOUR=18,6;BYMINUTE=30', ['Mon 2026-10-05 06:30', 'Mon 2026-10-05 18:30', 'Tue 2026-10-06 06:30']],
    ['FREQ=WEEKLY;INTERVAL=2', ['Mon 2026-10-05 06:00', 'Mon 2026-10-19 06:00']],
    ['FREQ=YEARLY', ['Mon 2026-10-05 06:00', 'Tue 2027-10-05 06:00']],
    ['FREQ=YEARLY;BYYEARDAY=-1', ['Thu 2026-12-31 06:00', 'Fri 2027-12-31 06:00']],
    ['FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO', ['Mon 2027-01-04 06:00', 'Mon 2028-01-03 06:00']],
    ['FREQ=HOURLY;INTERVAL=5;BYHOUR=11,16', ['Mon 2026-10-05 11:00', 'Mon 2026-10-05 16:00', 'Sat 2026-10-10 11:00']],
    ['FREQ=MINUTELY;INTERVAL=20;BYHOUR=9', ['Mon 2026-10-05 09:00', 'Mon 2026-10-05 09:20', 'Mon 2026-10-05 09:40']],
  ] as const) {
    it(`${rule} fires as RFC 5545 says`, () => {
      const given = recurring({ repeats: 'By Rule', rule });
      assert.deepEqual(clockTimes(given, times.length), times);
    });
  }

  it('does not fire at its start where that does not fit, and does not count it', () => {
    const given = recurring({ repeats: 'By Rule', rule: 'FREQ=WEEKLY;BYDAY=TU;COUNT=2' });
    assert.deepEqual(clockTimes(given, 9), ['Tue 2026-10-06 06:00', 'Tue 2026-10-13 06:00']);
  });

  it('counts from its start, wherever one begins to look', () => {
    const given = recurring({ repeats: 'By Rule', rule: 'FREQ=DAILY;COUNT=5' });
    assert.deepEqual(clockTimes(given, 9, '2026-10-07T12:00Z'), ['Thu 2026-10-08 06:00', 'Fri 2026-10-09 06:00']);
  });

  it('fires on its last day and not after it', () => {
    const given = recurring({ repeats: 'By Rule', rule: 'FREQ=DAILY;BYHOUR=0,23', end: '2026-10-06' });
    assert.equal(clockTimes(given, 9).at(-1), 'Tue 2026-10-06 23:00');
  });

  it('that no day fits comes to an end without a fire', () => {
    assert.deepEqual(firesOf(recurring({ repeats: 'By Rule', rule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' }), 1), []);
  });
});

describe('the fires of a recurrence', () => {
  const daily = recurring({ repeats: 'By Day', every: 1, timeZone: 'UTC', startTime: '06:00' });

  it('are those from a time on, itself included, and before another', () => {
    const found = [...fires(daily, Date.parse('2026-10-06T06:00Z'), Date.parse('2026-10-08T06:00Z'))];
    assert.deepEqual(found, [Date.parse('2026-10-06T06:00Z'), Date.parse('2026-10-07T06:00Z')]);
  });

  it('end with the year 2100', () => {
    for (const given of [daily, recurring({ repeats: 'By Hour', every: 24, timeZone: 'UTC' })]) {
      assert.equal([...fires(given, Date.parse('2100-12-30T00:00Z'))].at(-1), Date.parse('2100-12-31T06:00Z'));
    }
  });

  it('are the same in parts as in the whole', () => {
    for (const given of [
      daily,
      recurring({ repeats: 'By Day', every: 1, timeZone: 'America/New_York', startTime: '22:00' }),
      recurring({ repeats: 'By Week', every: 3, days: ['Sunday', 'Tuesday'], startTime: '00:15' }),
      recurring({ repeats: 'By Month', days: [31, 'last', 1] }),
      recurring({ repeats: 'By Hour', every: 11 }),
      recurring({ repeats: 'By Rule', rule: 'FREQ=HOURLY;INTERVAL=5', fold: 'both', startTime: '00:30' }),
    ]) {
      const start = Date.parse('2026-10-01T00:00Z');
      const all = [...fires(given, start, start + YEAR)];
      const parts: number[] = [];
      for (let from = start; from < start + YEAR; from += PART) {
        parts.push(...fires(given, from, Math.min(from + PART, start + YEAR)));
      }
      assert.deepEqual(parts, all);
    }
  });
});
