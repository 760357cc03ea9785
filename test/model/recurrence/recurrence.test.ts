import assert from 'node:assert/strict';

import { readBy, type DefinitionIssue } from '../../../src/model/definition-issues.js';
import { IntegratorError } from '../../../src/model/errors.js';
import { recurrence } from '../../../src/model/recurrence/recurrence.js';

const START = { startDate: '2026-10-05', startTime: '06:00' };
const DAILY = { repeats: 'By Day', every: 1, ...START };
const MONTHLY = { repeats: 'By Month', days: [1], ...START };
const WEEKLY = { repeats: 'By Week', every: 1, days: ['Monday'], ...START };

const DATE = 'expected a date that exists, from 2000-01-01 to 2100-12-31, such as 2026-10-05';
const END = 'expected Forever or a date that exists, up to 2100-12-31, such as 2026-12-31';
const TIME = 'expected a time from 00:00 to 23:59, such as 06:00';
const DAY = 'expected a day from 1 to 31, or last';

describe('a recurrence', () => {
  for (const [what, given, path, message] of [
    [
      'of no kind',
      { repeats: 'By Year', ...START },
      'repeats',
      /^expected repeats: One Time, By Month, .* or By Rule$/,
    ],
    ['in an unknown zone', { ...DAILY, timeZone: 'Mars/Base' }, 'timeZone', /such as Australia\/Sydney$/],
    ['on a date that does not exist', { ...DAILY, startDate: '2026-02-30' }, 'startDate', DATE],
    ['on a date before the year 2000', { ...DAILY, startDate: '1999-12-31' }, 'startDate', DATE],
    ['at no time', { ...DAILY, startTime: undefined }, 'startTime', TIME],
    ['at 24:00', { ...DAILY, startTime: '24:00' }, 'startTime', TIME],
    ['at a time with seconds', { ...DAILY, startTime: '06:00:00' }, 'startTime', TIME],
    [
      'that ends before its start',
      { ...DAILY, end: '2026-10-04' },
      'end',
      'expected a date that is not before startDate',
    ],
    ['that ends on a date that does not exist', { ...DAILY, end: '2027-02-29' }, 'end', END],
    ['that ends never', { ...DAILY, end: 'Never' }, 'end', END],
    ['every 0 days', { ...DAILY, every: 0 }, 'every', 'expected a whole number of days from 1 to 1000'],
    ['every 1.5 days', { ...DAILY, every: 1.5 }, 'every', 'expected a whole number of days from 1 to 1000'],
    ['every 2 as text', { ...DAILY, every: '2' }, 'every', 'expected a whole number of days from 1 to 1000'],
    ['every 0 weeks', { ...WEEKLY, every: 0 }, 'every', /weeks/],
    ['every 0 hours', { ...DAILY, repeats: 'By Hour', every: 0 }, 'every', /hours/],
    [
      'every 7 minutes',
      { ...DAILY, repeats: 'By Minute', every: 7 },
      'every',
      /minutes from 5 to 10080 in steps of 5$/,
    ],
    ['every 0 minutes', { ...DAILY, repeats: 'By Minute', every: 0 }, 'every', /in steps of 5$/],
    ['every 10085 minutes', { ...DAILY, repeats: 'By Minute', every: 10_085 }, 'every', /to 10080/],
    ['on no weekday', { ...WEEKLY, days: [] }, 'days', 'expected at least one day'],
    ['on a weekday there is not', { ...WEEKLY, days: ['Mon'] }, 'days[0]', /^expected one of Monday, .*, Sunday$/],
    ['on no day of a month', { ...MONTHLY, days: [] }, 'days', 'expected at least one day'],
    ['in no month', { ...MONTHLY, months: [] }, 'months', 'expected at least one month'],
    ['in a month there is not', { ...MONTHLY, months: ['Feb'] }, 'months[0]', /^expected one of January/],
    ['on the day 0', { ...MONTHLY, days: [0] }, 'days[0]', DAY],
    ['on the 32nd', { ...MONTHLY, days: [1, 32] }, 'days[1]', DAY],
    ['on the first day by its name', { ...MONTHLY, days: ['first'] }, 'days[0]', DAY],
    [
      'on the 31st of February',
      { ...MONTHLY, months: ['February'], days: [31] },
      'days',
      'expected a day that one of the months has',
    ],
    ['with a gap that is none', { ...DAILY, gap: 'second' }, 'gap', 'expected next or skip'],
    ['with a fold that is none', { ...DAILY, fold: 'next' }, 'fold', 'expected first, second or both'],
    [
      'that happens once and has an end',
      { repeats: 'One Time', ...START, end: 'Forever' },
      'end',
      'there is no such property',
    ],
    ['that is no object', null, '', /^expected repeats: /],
  ] as const) {
    it(`${what} is refused`, () => {
      const issues = issuesOf(given);
      assert.equal(issues.length, 1, JSON.stringify(issues));
      assert.equal(issues[0]!.path, path);
      if (typeof message === 'string') assert.equal(issues[0]!.message, message);
      else assert.match(issues[0]!.message, message);
    });
  }

  for (const [what, given] of [
    ['that starts in the past', { ...DAILY, startDate: '2001-01-01' }],
    ['that ends on its first day', { ...DAILY, end: '2026-10-05' }],
    ['on the 29th of February', { ...MONTHLY, months: ['February'], days: [29] }],
    ['on a day that only some of its months have', { ...MONTHLY, months: ['February', 'March'], days: [31] }],
    ['on the last day', { ...MONTHLY, days: ['last'] }],
    ['every 5 minutes', { ...DAILY, repeats: 'By Minute', every: 5 }],
    ['every week in minutes', { ...DAILY, repeats: 'By Minute', every: 10_080 }],
  ] as const) {
    it(`${what} is taken`, () => assert.deepEqual(issuesOf(given), []));
  }

  it('goes on for ever in all months, by the first of two times, unless it says otherwise', () => {
    const { months, ...read } = recurrence.parse(MONTHLY) as { months: string[] };
    assert.equal(months.length, 12);
    assert.deepEqual(read, { ...MONTHLY, end: 'Forever', gap: 'next', fold: 'first' });
  });

  it('is the same when what was read is read again', () => {
    for (const given of [DAILY, MONTHLY, WEEKLY]) {
      const read = recurrence.parse(given);
      assert.deepEqual(recurrence.parse(read), read);
    }
  });
});

/** What a person is told. */
function issuesOf(given: unknown): DefinitionIssue[] {
  try {
    readBy(recurrence, given, 'invalid-definition', 'recurrence');
    return [];
  } catch (error) {
    assert.ok(error instanceof IntegratorError);
    return error.details.errors as DefinitionIssue[];
  }
}
