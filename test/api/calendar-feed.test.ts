import assert from 'node:assert/strict';

import { writeCalendarFeed, type FeedEvent } from '../../src/api/calendar-feed.js';

describe('a calendar feed', () => {
  const event: FeedEvent = {
    uid: 'one',
    stamp: Date.parse('2026-10-01T00:00:00.123Z'),
    start: Date.parse('2026-10-05T06:00:00Z'),
    summary: 'employees',
    description: 'nightly',
    isCancelled: false,
  };
  /** As a reader of RFC 5545 takes it: lines that go on are put together. */
  const linesOf = (text: string) => text.replaceAll('\r\n ', '').split('\r\n');

  it('is a VCALENDAR with an event for each fire', () => {
    assert.deepEqual(linesOf(writeCalendarFeed('Schedules of LIVE', [event])), [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Temporal Integrator//Schedules//EN',
      'NAME:Schedules of LIVE',
      'X-WR-CALNAME:Schedules of LIVE',
      'BEGIN:VEVENT',
      'UID:one',
      'DTSTAMP:20261001T000000Z',
      'DTSTART:20261005T060000Z',
      'SUMMARY:employees',
      'DESCRIPTION:nightly',
      'STATUS:CONFIRMED',
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ]);
  });

  it('escapes what has a meaning in a text', () => {
    const lines = linesOf(writeCalendarFeed('', [{ ...event, summary: 'a\\b;c,d\ne\u0007' }]));
    assert.ok(lines.includes('SUMMARY:a\\\\b\\;c\\,d\\ne'));
  });

  it('folds lines at 75 bytes, and cuts no character in two', () => {
    const summary = `${'ä€😀'.repeat(60)} end`;
    const text = writeCalendarFeed('', [{ ...event, summary }]);
    const longest = Math.max(...text.split('\r\n').map((line) => Buffer.byteLength(line)));
    assert.ok(longest <= 75 && longest > 70, `the longest line has ${longest} bytes`);
    assert.ok(linesOf(text).includes(`SUMMARY:${summary}`));
    assert.ok(!text.includes('\uFFFD'));
  });

  it('says of a fire that will not run that it is cancelled', () => {
    assert.ok(linesOf(writeCalendarFeed('', [{ ...event, isCancelled: true }])).includes('STATUS:CANCELLED'));
  });
});
