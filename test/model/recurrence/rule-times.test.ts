import assert from 'node:assert/strict';

import fc from 'fast-check';

import { ruleTimes } from '../../../src/model/recurrence/rule-times.js';
import { rule } from '../../../src/model/recurrence/rule.js';
import { timesByDefinition } from './rule-by-definition.js';

const DAY = 24 * 60 * 60_000;
const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

describe('the times of a rule', () => {
  it('are those of its definition, for every rule that is taken', () => {
    fc.assert(
      fc.property(rules, fc.nat(20 * 365), fc.nat(24 * 60 - 1), fc.nat(1000), (text, startDay, minute, later) => {
        const isOften = /HOURLY|MINUTELY/.test(text);
        const start = Date.UTC(2006, 0, 1 + startDay, 0, minute);
        const from = start + (isOften ? later / 40 : later) * DAY;
        const to = from + (isOften ? 3 : 800) * DAY;
        const expected = timesByDefinition(text, start, to).filter((time) => time >= from);
        assert.deepEqual([...ruleTimes(text, start, from, to)], expected);
      }),
      { numRuns: 100 },
    );
  });

  it('are each there once, however many are looked for at a time', () => {
    const [start, to] = [Date.UTC(2026, 0, 1), Date.UTC(2026, 0, 4)];
    const all = [...ruleTimes('FREQ=MINUTELY', start, start, to)];
    assert.deepEqual(
      all,
      Array.from({ length: 3 * 1440 }, (_, minute) => start + minute * 60_000),
    );
    assert.equal([...ruleTimes('FREQ=DAILY', start, start, start + 400 * DAY)].length, 400);
  });

  it('are given as they are asked for', () => {
    const [first] = ruleTimes('FREQ=MINUTELY', Date.UTC(2006, 0), Date.UTC(2026, 0, 1, 0, 0), Infinity);
    assert.equal(first, Date.UTC(2026, 0));
  });
});

const parts = fc.record(
  {
    FREQ: fc.constantFrom('YEARLY', 'MONTHLY', 'WEEKLY', 'DAILY', 'HOURLY', 'MINUTELY'),
    INTERVAL: fc.integer({ min: 1, max: 6 }),
    COUNT: fc.integer({ min: 1, max: 40 }),
    BYMONTH: some(fc.integer({ min: 1, max: 12 })),
    BYWEEKNO: some(fromEitherEnd(53)),
    BYYEARDAY: some(fromEitherEnd(366)),
    BYMONTHDAY: some(fromEitherEnd(31)),
    BYDAY: fc.oneof(
      some(fc.constantFrom(...WEEKDAYS)),
      some(fc.tuple(fromEitherEnd(5), fc.constantFrom(...WEEKDAYS)).map(([place, day]) => `${place}${day}`)),
    ),
    BYHOUR: some(fc.nat(23)),
    BYMINUTE: some(fc.constantFrom(0, 15, 30, 45)),
    BYSETPOS: some(fromEitherEnd(4)),
    WKST: fc.constantFrom(...WEEKDAYS),
  },
  { requiredKeys: ['FREQ'] },
);

/** Rules that are taken. Of every other year's weeks, RFC 5545 does not say whether a week may begin in the year before. */
const rules = parts
  .filter(({ BYWEEKNO, INTERVAL, BYSETPOS }) => BYWEEKNO === undefined || (!INTERVAL && !BYSETPOS))
  .map((given) =>
    Object.entries(given)
      .map(([name, value]) => `${name}=${String(value)}`)
      .join(';'),
  )
  .filter((text) => rule.safeParse(text).success);

function some<T>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> {
  return fc.uniqueArray(one, { minLength: 1, maxLength: 3 });
}

function fromEitherEnd(most: number): fc.Arbitrary<number> {
  return fc.integer({ min: -most, max: most }).filter((place) => place !== 0);
}
