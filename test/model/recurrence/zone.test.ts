import assert from 'node:assert/strict';

import { endOfGap, instantsShowing, localTimeAt } from '../../../src/model/recurrence/zone.js';

const DAY = 24 * 60 * 60_000;

describe('the clocks of a zone', () => {
  for (const timeZone of [
    'UTC',
    'Europe/London',
    'America/New_York',
    'America/Sao_Paulo',
    'Asia/Kathmandu',
    'Australia/Sydney',
    'Australia/Lord_Howe',
    'Pacific/Apia',
    // Put forward and back within a month, for Ramadan.
    'Africa/Casablanca',
    // By two hours.
    'Antarctica/Troll',
  ]) {
    it(`of ${timeZone} show what Intl says they do`, () => {
      const clock = clockOf(timeZone);
      for (let at = Date.UTC(2000, 0, 1); at < Date.UTC(2038, 0); at += 1.3 * DAY) {
        const local = localTimeAt(at, timeZone);
        assert.equal(local, clock(at), new Date(at).toISOString());
        assert.ok(instantsShowing(local, timeZone).includes(at));
      }
    });
  }

  it('are read long before the year 2000 and long after 2100 too', () => {
    assert.equal(localTimeAt(0, 'UTC'), 0);
    assert.equal(localTimeAt(Date.UTC(2150, 0), 'UTC'), Date.UTC(2150, 0));
  });

  it('have a gap between the local time that ends it and the one before it', () => {
    const [begins, ends] = [Date.UTC(2026, 9, 4, 2, 0), Date.UTC(2026, 9, 4, 3, 0)];
    const counts = [begins - 60_000, begins, ends - 60_000, ends].map(
      (at) => instantsShowing(at, 'Australia/Sydney').length,
    );
    assert.deepEqual(counts, [1, 0, 0, 1]);
    assert.equal(endOfGap(begins, 'Australia/Sydney'), Date.parse('2026-10-03T16:00Z'));
  });

  it('have a fold where they show a local time twice', () => {
    const [begins, ends] = [Date.UTC(2027, 3, 4, 2, 0), Date.UTC(2027, 3, 4, 3, 0)];
    const counts = [begins - 60_000, begins, ends - 60_000, ends].map(
      (at) => instantsShowing(at, 'Australia/Sydney').length,
    );
    assert.deepEqual(counts, [1, 2, 2, 1]);
  });
});

function clockOf(timeZone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  return (at) => Date.parse(`${format.format(at).replace(' ', 'T')}.${String(at % 1000).padStart(3, '0')}Z`);
}
