import assert from 'node:assert/strict';

import { fires } from '../../../../src/model/recurrence/fires.js';
import { bruteForce, HORIZON, type Written } from './brute-force.js';
import { resolved } from './same-fires.js';
import { take } from './take.js';

/** Worked out by hand, from the laws of these places. */
const KNOWN: [title: string, written: Written, from: string, fires: string[]][] = [
  [
    'a day in London whose 01:30 is skipped: at 02:00 of the new time',
    daily('Europe/London', '2027-03-27', '01:30'),
    '2027-03-01T00:00Z',
    ['2027-03-27T01:30Z', '2027-03-28T01:00Z', '2027-03-29T00:30Z'],
  ],
  [
    'the same, left out',
    { ...daily('Europe/London', '2027-03-27', '01:30'), gap: 'skip' },
    '2027-03-01T00:00Z',
    ['2027-03-27T01:30Z', '2027-03-29T00:30Z', '2027-03-30T00:30Z'],
  ],
  [
    'a day in London whose 01:30 comes twice: the first',
    daily('Europe/London', '2026-10-24', '01:30'),
    '2026-10-24T00:30Z',
    ['2026-10-24T00:30Z', '2026-10-25T00:30Z', '2026-10-26T01:30Z'],
  ],
  [
    'the same, the second',
    { ...daily('Europe/London', '2026-10-24', '01:30'), fold: 'second' },
    '2026-10-24T00:31Z',
    ['2026-10-25T01:30Z', '2026-10-26T01:30Z', '2026-10-27T01:30Z'],
  ],
  [
    'the same, both',
    { ...daily('Europe/London', '2026-10-24', '01:30'), fold: 'both' },
    '2026-10-24T00:30Z',
    ['2026-10-24T00:30Z', '2026-10-25T00:30Z', '2026-10-25T01:30Z', '2026-10-26T01:30Z'],
  ],
  [
    'half an hour skipped on Lord Howe',
    daily('Australia/Lord_Howe', '2026-10-03', '02:15'),
    '2026-10-01T00:00Z',
    ['2026-10-02T15:45Z', '2026-10-03T15:30Z', '2026-10-04T15:15Z'],
  ],
  [
    'a day that Apia never had, and the next one at its time',
    { ...daily('Pacific/Apia', '2011-12-29', '06:00'), end: '2011-12-31' },
    '2011-12-29T00:00Z',
    ['2011-12-29T16:00Z', '2011-12-30T10:00Z', '2011-12-30T16:00Z'],
  ],
  [
    'midnights of Apia around that day: two on one instant are one',
    daily('Pacific/Apia', '2011-12-29', '00:00'),
    '2011-12-01T00:00Z',
    ['2011-12-29T10:00Z', '2011-12-30T10:00Z', '2011-12-31T10:00Z'],
  ],
  [
    'a midnight skipped in São Paulo',
    daily('America/Sao_Paulo', '2018-11-03', '00:00'),
    '2018-11-01T00:00Z',
    ['2018-11-03T03:00Z', '2018-11-04T03:00Z', '2018-11-05T02:00Z'],
  ],
  [
    'every second week from a Wednesday on: the Friday of its week, then of the week after the next',
    {
      ...daily('UTC', '2026-12-02', '06:00'),
      repeats: 'By Week',
      every: 2,
      days: ['Monday', 'Friday'],
    },
    '2026-11-01T00:00Z',
    ['2026-12-04T06:00Z', '2026-12-14T06:00Z', '2026-12-18T06:00Z', '2026-12-28T06:00Z'],
  ],
  [
    'the 31st and the last: a February has no 31st, and one fire on days that are both',
    {
      timeZone: 'Asia/Kathmandu',
      startDate: '2028-01-15',
      startTime: '05:45',
      repeats: 'By Month',
      days: ['last', 31],
    },
    '2028-01-01T00:00Z',
    ['2028-01-31T00:00Z', '2028-02-29T00:00Z', '2028-03-31T00:00Z', '2028-04-30T00:00Z'],
  ],
  [
    '29 February, through 2100, which is no leap year, not',
    {
      timeZone: 'UTC',
      startDate: '2090-01-01',
      startTime: '12:00',
      repeats: 'By Month',
      months: ['February'],
      days: [29],
    },
    '2091-01-01T00:00Z',
    ['2092-02-29T12:00Z', '2096-02-29T12:00Z'],
  ],
  [
    '24 hours are not always a day',
    { ...daily('America/New_York', '2026-10-31', '06:00'), repeats: 'By Hour', every: 24 },
    '2026-10-01T00:00Z',
    ['2026-10-31T10:00Z', '2026-11-01T10:00Z', '2026-11-02T10:00Z'],
  ],
  [
    'hours from a time that comes twice, from its second, to the end of that day',
    {
      ...daily('America/New_York', '2026-11-01', '01:30'),
      repeats: 'By Hour',
      every: 9,
      fold: 'second',
      end: '2026-11-01',
    },
    '2026-10-01T00:00Z',
    ['2026-11-01T06:30Z', '2026-11-01T15:30Z', '2026-11-02T00:30Z'],
  ],
  [
    'minutes from a time that is skipped, whatever the policy',
    { ...daily('Australia/Sydney', '2026-10-04', '02:30'), repeats: 'By Minute', every: 45, gap: 'skip' },
    '2026-10-01T00:00Z',
    ['2026-10-03T16:00Z', '2026-10-03T16:45Z', '2026-10-03T17:30Z'],
  ],
  [
    'once, on 5 October',
    { timeZone: 'Australia/Sydney', startDate: '2026-10-05', startTime: '06:00', repeats: 'One Time' },
    '2026-10-01T00:00Z',
    ['2026-10-04T19:00Z'],
  ],
];

describe('what is known of calendars', () => {
  for (const [title, written, from, expected] of KNOWN) {
    // Where there is an end: nor any more.
    const count = 'end' in written || written.repeats === 'One Time' ? expected.length + 1 : expected.length;
    const first = (instants: Iterable<number>) => take(count, instants).map(shown);
    it(`is found by brute force: ${title}`, () =>
      assert.deepEqual(first(bruteForce(written, Date.parse(from))), expected));
    it(`is found by fires: ${title}`, () =>
      assert.deepEqual(first(fires(resolved(written), Date.parse(from), HORIZON)), expected));
  }
});

function daily(timeZone: string, startDate: string, startTime: string): Written & { repeats: 'By Day' } {
  return { repeats: 'By Day', every: 1, timeZone, startDate, startTime };
}

function shown(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16)}Z`;
}
