import assert from 'node:assert/strict';

import { clockTimes, firesOf, recurring } from './recurrences.js';

/** A day on which the clocks of a zone are put forward or back over a local time. */
const GAPS = [
  ['Australia/Sydney', '2026-10-04', '02:30', '2026-10-03T16:00Z', '03:00'],
  ['Australia/Sydney', '2026-10-04', '02:00', '2026-10-03T16:00Z', '03:00'],
  ['Australia/Lord_Howe', '2026-10-04', '02:15', '2026-10-03T15:30Z', '02:30'],
  ['Europe/London', '2027-03-28', '01:30', '2027-03-28T01:00Z', '02:00'],
  ['America/New_York', '2027-03-14', '02:30', '2027-03-14T07:00Z', '03:00'],
  // Midnight does not exist, nor does a whole day.
  ['America/Sao_Paulo', '2018-11-04', '00:00', '2018-11-04T03:00Z', '01:00'],
] as const;

const FOLDS = [
  ['Australia/Sydney', '2027-04-04', '02:30', '2027-04-03T15:30Z', '2027-04-03T16:30Z'],
  ['Australia/Sydney', '2027-04-04', '02:00', '2027-04-03T15:00Z', '2027-04-03T16:00Z'],
  ['Australia/Lord_Howe', '2027-04-04', '01:45', '2027-04-03T14:45Z', '2027-04-03T15:15Z'],
  ['Europe/London', '2026-10-25', '01:30', '2026-10-25T00:30Z', '2026-10-25T01:30Z'],
  ['America/New_York', '2026-11-01', '01:30', '2026-11-01T05:30Z', '2026-11-01T06:30Z'],
  ['America/Sao_Paulo', '2018-02-17', '23:30', '2018-02-18T01:30Z', '2018-02-18T02:30Z'],
] as const;

describe('a local time in a gap', () => {
  for (const [timeZone, startDate, startTime, at, then] of GAPS) {
    const given = { repeats: 'By Day', every: 1, startDate, startTime, timeZone, end: startDate };

    it(`of ${timeZone} fires when the gap ends: ${startTime} at ${then}`, () => {
      assert.deepEqual(firesOf(recurring(given), 9), [at]);
      assert.equal(clockTimes(recurring(given), 1)[0]?.slice(-5), then);
    });

    it(`of ${timeZone} does not fire where it is skipped: ${startTime}`, () => {
      assert.deepEqual(firesOf(recurring({ ...given, gap: 'skip' }), 9), []);
    });
  }

  it('of a whole day fires when the next one begins', () => {
    const given = { repeats: 'By Day', every: 1, startDate: '2011-12-29', end: '2011-12-31', timeZone: 'Pacific/Apia' };
    const times = ['Thu 2011-12-29 06:00', 'Sat 2011-12-31 00:00', 'Sat 2011-12-31 06:00'];
    assert.deepEqual(clockTimes(recurring(given), 9), times);
    assert.deepEqual(clockTimes(recurring({ ...given, gap: 'skip' }), 9), [times[0], times[2]]);
  });

  it('is one fire with another that is when the gap ends', () => {
    const given = {
      repeats: 'By Rule',
      rule: 'FREQ=MINUTELY;INTERVAL=30',
      startDate: '2026-10-04',
      startTime: '01:30',
    };
    assert.deepEqual(clockTimes(recurring(given), 3), [
      'Sun 2026-10-04 01:30',
      'Sun 2026-10-04 03:00',
      'Sun 2026-10-04 03:30',
    ]);
  });

  it('does not move the fires after it', () => {
    const given = recurring({ repeats: 'By Day', every: 1, startDate: '2026-10-03', startTime: '02:30' });
    const times = ['Sat 2026-10-03 02:30', 'Sun 2026-10-04 03:00', 'Mon 2026-10-05 02:30'];
    assert.deepEqual(clockTimes(given, 3), times);
  });

  it('that is skipped each year leaves nothing, and comes to an end', () => {
    const given = { repeats: 'By Rule', rule: 'FREQ=YEARLY;BYMONTH=10;BYDAY=1SU', startTime: '02:30', gap: 'skip' };
    assert.deepEqual(firesOf(recurring(given), 1), []);
  });
});

describe('a local time in a fold', () => {
  for (const [timeZone, startDate, startTime, first, second] of FOLDS) {
    for (const [fold, instants] of [
      ['first', [first]],
      ['second', [second]],
      ['both', [first, second]],
    ] as const) {
      it(`of ${timeZone} fires at ${fold}: ${startTime}`, () => {
        const given = { repeats: 'By Day', every: 1, startDate, startTime, timeZone, end: startDate, fold };
        assert.deepEqual(firesOf(recurring(given), 9), instants);
      });
    }
  }

  it('fires in the order of time where several do at both', () => {
    const given = {
      repeats: 'By Rule',
      rule: 'FREQ=MINUTELY;INTERVAL=30',
      startDate: '2027-04-04',
      startTime: '02:00',
    };
    const times = ['02:00', '02:30', '02:00', '02:30', '03:00'].map((time) => `Sun 2027-04-04 ${time}`);
    assert.deepEqual(clockTimes(recurring({ ...given, fold: 'both' }), 5), times);
  });

  it('is found from its middle on', () => {
    const given = recurring({ repeats: 'By Day', every: 1, startTime: '02:30', fold: 'both' });
    assert.deepEqual(firesOf(given, 1, '2027-04-03T15:31Z'), ['2027-04-03T16:30Z']);
  });

  for (const [timeZone, date, what, times] of [
    ['America/Sao_Paulo', '2018-02-17', 'comes twice', ['22:30', '23:30', '23:30']],
    // The clocks are put back to 23:01 as the next day is a minute old.
    ['America/St_Johns', '2006-10-28', 'comes twice', ['22:30', '23:30', '23:30']],
    // To 00:00 as the next day is an hour old: its first hour comes twice, not the last of this one.
    ['Atlantic/Azores', '2026-10-24', 'comes once', ['22:30', '23:30']],
  ] as const) {
    it(`of ${timeZone}: the last day ends with its last hour, which ${what}`, () => {
      const given = { startDate: date, startTime: '22:30', end: date, timeZone };
      const hourly = recurring({ repeats: 'By Hour', every: 1, ...given });
      assert.deepEqual(
        clockTimes(hourly, 9).map((time) => time.slice(4)),
        times.map((time) => `${date} ${time}`),
      );
    });
  }
});
