import assert from 'node:assert/strict';

import { fires } from '../../../src/model/recurrence/fires.js';
import { surprises } from '../../../src/model/recurrence/surprises.js';
import { take } from '../../../src/model/recurrence/take.js';
import { iso, recurring } from './recurrences.js';

const DAILY = { repeats: 'By Day', every: 1 };

describe('what may surprise in the next fires', () => {
  it('is nothing where all is as it seems', () => {
    assert.deepEqual(surprisesOf({ ...DAILY, startTime: '06:00' }), []);
    assert.deepEqual(surprisesOf({ repeats: 'By Minute', every: 15 }), []);
    assert.deepEqual(surprisesOf({ repeats: 'By Month', days: [28, 'last'] }), []);
  });

  it('is a start that has passed', () => {
    assert.deepEqual(surprisesOf({ ...DAILY, startDate: '2026-09-01' }), [
      [
        'start-in-past',
        '2026-08-31T20:00Z',
        'The start, 1 Sep 2026 at 06:00 Australia/Sydney, has passed, and is not made up for.',
      ],
    ]);
  });

  it('is that nothing lies ahead', () => {
    assert.deepEqual(
      surprisesOf({ ...DAILY, startDate: '2026-09-01', end: '2026-09-30' }).map(([kind]) => kind),
      ['start-in-past', 'no-fires'],
    );
    assert.deepEqual(surprisesOf({ repeats: 'By Rule', rule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' }), [
      ['no-fires', undefined, 'It does not run: no time of it lies ahead.'],
    ]);
  });

  it('are months that lack a day', () => {
    assert.deepEqual(surprisesOf({ repeats: 'By Month', days: [30, 31] }, 8), [
      ['day-lacking', '2026-11-29T19:00Z', 'November 2026 has no day 31.'],
      ['day-lacking', '2027-02-27T19:00Z', 'February 2027 has no day 30.'],
      ['day-lacking', '2027-02-27T19:00Z', 'February 2027 has no day 31.'],
    ]);
  });

  it('are the years without a 29th of February', () => {
    const given = { repeats: 'By Month', months: ['February'], days: [29] };
    assert.deepEqual(
      surprisesOf(given, 1).map(([, , message]) => message),
      ['February 2027 has no day 29.'],
    );
  });

  it('is a gap, and what becomes of it', () => {
    const given = { ...DAILY, startDate: '2026-10-03', startTime: '02:30' };
    const seen = 'On 4 Oct 2026 the clocks of Australia/Sydney pass over 02:30:';
    assert.deepEqual(surprisesOf(given), [['gap', '2026-10-03T16:00Z', `${seen} it runs at 03:00.`]]);
    assert.deepEqual(surprisesOf({ ...given, gap: 'skip' }), [
      ['gap', '2026-10-03T16:00Z', `${seen} it does not run.`],
    ]);
  });

  it('is a fold, and what becomes of it', () => {
    const given = { ...DAILY, startDate: '2027-04-03', startTime: '02:30' };
    const seen = 'On 4 Apr 2027 the clocks of Australia/Sydney show 02:30 twice: it runs at';
    assert.deepEqual(surprisesOf(given), [['fold', '2027-04-03T15:30Z', `${seen} the first.`]]);
    assert.deepEqual(surprisesOf({ ...given, fold: 'second' }), [['fold', '2027-04-03T16:30Z', `${seen} the second.`]]);
    assert.deepEqual(surprisesOf({ ...given, fold: 'both' }), [['fold', '2027-04-03T15:30Z', `${seen} both.`]]);
  });

  it('is a gap or a fold at the start of what counts elapsed time, and none after it', () => {
    const given = { repeats: 'By Hour', every: 1, startDate: '2026-10-04', startTime: '02:30', gap: 'skip' };
    const [gap, ...more] = surprisesOf(given, 5000);
    assert.deepEqual(more, []);
    assert.match(gap?.[2] ?? '', /pass over 02:30: it runs at 03:00\.$/);
    const [fold] = surprisesOf({ ...given, startDate: '2027-04-04', fold: 'both' });
    assert.match(fold?.[2] ?? '', /show 02:30 twice: it runs at the first\.$/);
  });

  it('are runs closer than 15 minutes, once', () => {
    assert.deepEqual(surprisesOf({ repeats: 'By Minute', every: 10 }), [
      ['too-close', '2026-10-04T19:10Z', 'Two runs are 10 minutes apart: leave at least 15 between them.'],
    ]);
  });

  it('are told in the order of time', () => {
    const given = { repeats: 'By Month', days: [4, 31, 4], startTime: '02:30', startDate: '2026-09-04' };
    assert.deepEqual(
      surprisesOf(given, 12).map(([kind]) => kind),
      ['start-in-past', 'gap', 'day-lacking', 'day-lacking', 'fold', 'day-lacking'],
    );
  });
});

/** Those of the next fires from 1 Oct 2026 on. */
function surprisesOf(given: Record<string, unknown>, count = 50): [string, string | undefined, string][] {
  const [recurrence, from] = [recurring(given), Date.parse('2026-10-01T00:00Z')];
  const found = surprises(recurrence, from, [...take(count, fires(recurrence, from))]);
  return found.map(({ kind, at, message }) => [kind, at === undefined ? undefined : iso(at), message]);
}
