import assert from 'node:assert/strict';

import { describeRecurrence } from '../../../src/model/recurrence/describe.js';
import { recurring } from './recurrences.js';

describe('a recurrence in words', () => {
  for (const [given, words] of [
    [{ repeats: 'One Time' }, 'Once, on 5 Oct 2026 at 06:00 Australia/Sydney'],
    [
      { repeats: 'By Week', every: 2, days: ['Monday'] },
      'Every 2 weeks on Monday at 06:00 Australia/Sydney, from 5 Oct 2026, forever',
    ],
    [
      { repeats: 'By Week', every: 1, days: ['Sunday', 'Monday', 'Friday'], end: '2026-12-31' },
      'Every week on Monday, Friday and Sunday at 06:00 Australia/Sydney, from 5 Oct 2026, until 31 Dec 2026',
    ],
    [
      { repeats: 'By Month', months: ['March', 'January'], days: ['last', 31] },
      'On day 31 and the last day of January and March at 06:00 Australia/Sydney, from 5 Oct 2026, forever',
    ],
    [
      { repeats: 'By Month', days: [15, 1, 15] },
      'On day 1 and day 15 of every month at 06:00 Australia/Sydney, from 5 Oct 2026, forever',
    ],
    [{ repeats: 'By Day', every: 1 }, 'Every day at 06:00 Australia/Sydney, from 5 Oct 2026, forever'],
    [{ repeats: 'By Day', every: 3 }, 'Every 3 days at 06:00 Australia/Sydney, from 5 Oct 2026, forever'],
    [{ repeats: 'By Hour', every: 1 }, 'Every hour from 06:00 Australia/Sydney, from 5 Oct 2026, forever'],
    [
      { repeats: 'By Minute', every: 15, end: '2026-12-31' },
      'Every 15 minutes from 06:00 Australia/Sydney, from 5 Oct 2026, until 31 Dec 2026',
    ],
    [
      { repeats: 'By Rule', rule: 'FREQ=MONTHLY;BYDAY=-1FR', timeZone: 'Europe/London', startDate: '2026-09-01' },
      'By the rule FREQ=MONTHLY;BYDAY=-1FR, from 1 Sep 2026 at 06:00 Europe/London, forever',
    ],
  ] as const) {
    it(`is "${words}"`, () => assert.equal(describeRecurrence(recurring(given)), words));
  }
});
