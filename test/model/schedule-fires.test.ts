import assert from 'node:assert/strict';

import { take } from '../../src/model/recurrence/take.js';
import { scheduleFires, type ScheduleFires } from '../../src/model/schedule-fires.js';
import { timeWithOffset } from '../../src/model/schedule-time.js';
import { schedule } from '../../src/model/schedule.js';

const site = { timeZone: 'Australia/Sydney', calendars: { nsw: { dates: ['2026-12-25', '2026-12-26'] } } };
const daily = { repeats: 'By Day', every: 1, startDate: '2026-12-01', startTime: '06:00' };

describe('the fires of a schedule', () => {
  const resolve = (given: object, of = site) =>
    scheduleFires(schedule.parse({ integration: 'employees', recurrence: daily, ...given }), of);
  const from24th = Date.parse('2026-12-24T00:00:00+11:00');
  const next = ({ fires, recurrence }: ScheduleFires, count: number) =>
    [...take(count, fires(from24th))].map((at) => timeWithOffset(at, recurrence.timeZone));

  it("are by the clocks of the site, or of the recurrence's own time zone", () => {
    assert.deepEqual(next(resolve({}), 1), ['2026-12-24T06:00:00+11:00']);
    const own = resolve({ recurrence: { ...daily, timeZone: 'America/New_York' } });
    assert.deepEqual(next(own, 1), ['2026-12-24T06:00:00-05:00']);
  });

  it('are due on a holiday that skips them, and are known to be', () => {
    const skipping = resolve({ holidays: { calendar: 'nsw', policy: 'skip' } });
    const due = [...take(4, skipping.fires(from24th))];
    assert.deepEqual(
      due.map((at) => skipping.isHoliday(at)),
      [false, true, true, false],
    );
    const runs = [...take(2, skipping.runs(from24th))].map((at) => timeWithOffset(at, site.timeZone));
    assert.deepEqual(runs, ['2026-12-24T06:00:00+11:00', '2026-12-27T06:00:00+11:00']);
  });

  it('move off holidays to the nearest day before or after, on which there is one already', () => {
    const weekly = { repeats: 'By Week', every: 1, days: ['Friday'], startDate: '2026-12-01', startTime: '06:00' };
    const moved = (policy: string) => resolve({ recurrence: weekly, holidays: { calendar: 'nsw', policy } });
    assert.deepEqual(next(moved('before'), 2), ['2026-12-24T06:00:00+11:00', '2027-01-01T06:00:00+11:00']);
    assert.deepEqual(next(moved('after'), 2), ['2026-12-27T06:00:00+11:00', '2027-01-01T06:00:00+11:00']);
    assert.equal(
      [...moved('after').fires(from24th, Date.parse('2027-01-31T00:00:00Z'))].some(moved('after').isHoliday),
      false,
    );
    const all = resolve({ holidays: { calendar: 'nsw', policy: 'after' } });
    assert.deepEqual(next(all, 2), ['2026-12-24T06:00:00+11:00', '2026-12-27T06:00:00+11:00']);
  });

  it('are those of the part of the time that is asked for, also where a holiday moves one into it', () => {
    const after = resolve({ holidays: { calendar: 'nsw', policy: 'after' } });
    const [from, to] = [Date.parse('2026-12-26T00:00:00+11:00'), Date.parse('2026-12-28T00:00:00+11:00')];
    assert.deepEqual([...after.fires(from, to)], [Date.parse('2026-12-27T06:00:00+11:00')]);
  });

  it('know no holidays where the site has the calendar no more', () => {
    const without = resolve(
      { holidays: { calendar: 'nsw', policy: 'after' } },
      { ...site, calendars: {} as typeof site.calendars },
    );
    assert.deepEqual(next(without, 2), ['2026-12-24T06:00:00+11:00', '2026-12-25T06:00:00+11:00']);
  });
});

describe('a time with offset', () => {
  const at = Date.parse('2026-07-01T00:00:00Z');

  it('is that of the clocks of its zone', () => {
    const shown = ['UTC', 'Asia/Kathmandu', 'America/St_Johns', 'Australia/Lord_Howe', 'America/New_York'];
    assert.deepEqual(
      shown.map((zone) => timeWithOffset(at, zone)),
      [
        '2026-07-01T00:00:00+00:00',
        '2026-07-01T05:45:00+05:45',
        '2026-06-30T21:30:00-02:30',
        '2026-07-01T10:30:00+10:30',
        '2026-06-30T20:00:00-04:00',
      ],
    );
  });
});
