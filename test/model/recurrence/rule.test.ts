import assert from 'node:assert/strict';

import { rule } from '../../../src/model/recurrence/rule.js';
import { recurrence } from '../../../src/model/recurrence/recurrence.js';

describe('a rule', () => {
  for (const [text, message] of [
    ['', 'expected parts of RFC 5545 such as FREQ=MONTHLY, got ""'],
    ['every day', 'expected parts of RFC 5545 such as FREQ=MONTHLY, got "every day"'],
    ['RRULE:FREQ=DAILY', 'expected parts of RFC 5545 such as FREQ=MONTHLY, got "RRULE:FREQ"'],
    ['FREQ=DAILY;', 'expected parts of RFC 5545 such as FREQ=MONTHLY, got ""'],
    ['FREQ=DAILY;constructor=1', 'expected parts of RFC 5545 such as FREQ=MONTHLY, got "constructor"'],
    ['FREQ=DAILY;SKIP=OMIT', 'expected parts of RFC 5545 such as FREQ=MONTHLY, got "SKIP"'],
    ['INTERVAL=2', 'FREQ: expected one, such as FREQ=MONTHLY'],
    ['FREQ=DAYLY', 'FREQ: expected one of YEARLY, MONTHLY, WEEKLY, DAILY, HOURLY, MINUTELY, got "DAYLY"'],
    ['FREQ=SECONDLY', 'FREQ: expected one of YEARLY, MONTHLY, WEEKLY, DAILY, HOURLY, MINUTELY, got "SECONDLY"'],
    ['FREQ=DAILY=2', 'FREQ: expected one of YEARLY, MONTHLY, WEEKLY, DAILY, HOURLY, MINUTELY, got "DAILY=2"'],
    ['FREQ=DAILY;FREQ=DAILY', 'FREQ: expected once'],
    ['FREQ=DAILY;INTERVAL=0', 'INTERVAL: expected a whole number from 1 to 10000, got "0"'],
    ['FREQ=DAILY;INTERVAL', 'INTERVAL: expected a whole number from 1 to 10000, got ""'],
    ['FREQ=DAILY;COUNT=1001', 'COUNT: expected a whole number from 1 to 1000, got "1001"'],
    ['FREQ=DAILY;BYMONTH=1,13', 'BYMONTH: expected a whole number from 1 to 12, or several with commas, got "1,13"'],
    ['FREQ=DAILY;BYMONTHDAY=0', 'BYMONTHDAY: expected 1 to 31, or -1 to -31, or several with commas, got "0"'],
    ['FREQ=YEARLY;BYWEEKNO=54', 'BYWEEKNO: expected 1 to 53, or -1 to -53, or several with commas, got "54"'],
    ['FREQ=YEARLY;BYYEARDAY=367', 'BYYEARDAY: expected 1 to 366, or -1 to -366, or several with commas, got "367"'],
    ['FREQ=DAILY;BYHOUR=24', 'BYHOUR: expected a whole number from 0 to 23, or several with commas, got "24"'],
    ['FREQ=DAILY;BYMINUTE=60', 'BYMINUTE: expected a whole number from 0 to 59, or several with commas, got "60"'],
    ['FREQ=DAILY;BYSECOND=30', 'BYSECOND: expected whole minutes, got "30"'],
    ['FREQ=MONTHLY;BYDAY=MON', 'BYDAY: expected a weekday such as MO, 2MO or -1FR, or several with commas, got "MON"'],
    ['FREQ=MONTHLY;BYDAY=0MO', 'BYDAY: expected a weekday such as MO, 2MO or -1FR, or several with commas, got "0MO"'],
    ['FREQ=WEEKLY;WKST=XX', 'WKST: expected one of MO, TU, WE, TH, FR, SA, SU, got "XX"'],
    ['FREQ=DAILY;UNTIL=20261231', 'UNTIL: expected the last day as end, beside the rule, got "20261231"'],
    ['FREQ=DAILY;DTSTART=20261005', 'DTSTART: expected startDate and startTime, beside the rule, got "20261005"'],
    ['FREQ=MONTHLY;BYWEEKNO=20;BYDAY=MO', 'BYWEEKNO: expected only with FREQ=YEARLY'],
    ['FREQ=DAILY;BYYEARDAY=1', 'BYYEARDAY: expected only with FREQ=YEARLY or HOURLY or MINUTELY'],
    [
      'FREQ=WEEKLY;BYMONTHDAY=1',
      'BYMONTHDAY: expected only with FREQ=YEARLY or MONTHLY or DAILY or HOURLY or MINUTELY',
    ],
    ['FREQ=WEEKLY;BYDAY=1MO', 'BYDAY with a number: expected only with FREQ=YEARLY or MONTHLY'],
    ['FREQ=DAILY;BYHOUR=1,2;BYSETPOS=1', 'BYSETPOS: expected only with FREQ=YEARLY or MONTHLY or WEEKLY'],
    ['FREQ=YEARLY;BYWEEKNO=20', 'BYWEEKNO: expected only with BYDAY without a number'],
    ['FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=2FR', 'BYDAY with a number: expected without BYMONTHDAY'],
    ['FREQ=MONTHLY;BYDAY=2FR,MO', 'BYDAY with a number: expected without BYDAY without a number'],
    ['FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO;BYMONTHDAY=1', 'BYWEEKNO: expected without BYMONTHDAY'],
    ['FREQ=YEARLY;BYYEARDAY=1;BYMONTHDAY=1', 'BYYEARDAY: expected without BYMONTHDAY'],
    ['FREQ=YEARLY;BYYEARDAY=1;BYDAY=1MO', 'BYYEARDAY: expected without BYDAY with a number'],
    ['FREQ=YEARLY;BYYEARDAY=1;BYDAY=MO', 'BYYEARDAY: expected without BYDAY without a number'],
  ] as const) {
    it(`${JSON.stringify(text)} is refused where it is wrong`, () => {
      assert.deepEqual(
        rule.safeParse(text).error?.issues.map((issue) => issue.message),
        [message],
      );
    });
  }

  it('is refused with every part that is wrong', () => {
    const messages = rule.safeParse('FREQ=DAILY;INTERVAL=x;BYHOUR=y').error?.issues.map((issue) => issue.message);
    assert.deepEqual(
      messages?.map((message) => message.split(':')[0]),
      ['INTERVAL', 'BYHOUR'],
    );
  });

  it('with a COUNT has no end beside it', () => {
    const given = { repeats: 'By Rule', rule: 'FREQ=DAILY;COUNT=3', startDate: '2026-10-05', startTime: '06:00' };
    assert.equal(recurrence.safeParse(given).success, true);
    const [issue] = recurrence.safeParse({ ...given, end: '2026-12-31' }).error?.issues ?? [];
    assert.deepEqual(issue?.path, ['end']);
    assert.equal(issue.message, 'expected Forever where the rule has a COUNT');
  });
});
