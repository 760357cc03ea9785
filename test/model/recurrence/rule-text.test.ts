import assert from 'node:assert/strict';

import { ruleText } from '../../../src/model/recurrence/rule-text.js';
import { recurring } from './recurrences.js';

const SYDNEY = 'DTSTART;TZID=Australia/Sydney';

describe('the text of a recurrence in RFC 5545', () => {
  for (const [given, text] of [
    [{ repeats: 'One Time' }, `${SYDNEY}:20261005T060000`],
    [{ repeats: 'By Day', every: 1 }, `${SYDNEY}:20261005T060000\nRRULE:FREQ=DAILY`],
    [{ repeats: 'By Day', every: 3 }, `${SYDNEY}:20261005T060000\nRRULE:FREQ=DAILY;INTERVAL=3`],
    [
      { repeats: 'By Week', every: 2, days: ['Monday'], startDate: '2026-12-07' },
      `${SYDNEY}:20261207T060000\nRRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;WKST=MO`,
    ],
    [{ repeats: 'By Month', days: [31, 'last', 31] }, `${SYDNEY}:20261031T060000\nRRULE:FREQ=MONTHLY;BYMONTHDAY=31,-1`],
    [
      { repeats: 'By Month', months: ['March', 'January'], days: [1] },
      `${SYDNEY}:20270101T060000\nRRULE:FREQ=MONTHLY;BYMONTH=1,3;BYMONTHDAY=1`,
    ],
    [
      { repeats: 'By Rule', rule: 'FREQ=MONTHLY;BYDAY=-1FR' },
      `${SYDNEY}:20261030T060000\nRRULE:FREQ=MONTHLY;BYDAY=-1FR`,
    ],
  ] as const) {
    it(`is ${text.replace('\n', ' ')}`, () => assert.equal(ruleText(recurring(given)), text));
  }

  it('ends in UTC, with the last minute of the last day', () => {
    const text = ruleText(recurring({ repeats: 'By Day', every: 1, end: '2026-12-31' }));
    assert.match(text, /;UNTIL=20261231T125900Z$/);
  });

  it('starts with the first local time of the recurrence, as RFC 5545 asks for', () => {
    const text = ruleText(
      recurring({ repeats: 'By Week', every: 2, days: ['Sunday', 'Monday'], startDate: '2026-10-07' }),
    );
    assert.equal(text, `${SYDNEY}:20261011T060000\nRRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=MO`);
  });

  it('of elapsed time is in UTC, where no hour is put forward or back', () => {
    const hourly = recurring({ repeats: 'By Hour', every: 6, end: '2026-12-31' });
    assert.equal(ruleText(hourly), 'DTSTART:20261004T190000Z\nRRULE:FREQ=HOURLY;INTERVAL=6;UNTIL=20261231T125900Z');
    const minutely = recurring({ repeats: 'By Minute', every: 15, startDate: '2026-10-04', startTime: '02:30' });
    assert.equal(ruleText(minutely), 'DTSTART:20261003T160000Z\nRRULE:FREQ=MINUTELY;INTERVAL=15');
  });
});
