import assert from 'node:assert/strict';

import { scheduleFires } from '../../src/model/schedule-fires.js';
import { holidaySurprises } from '../../src/model/schedule-holidays.js';
import { runSurprises } from '../../src/model/schedule-run-surprises.js';
import { schedule } from '../../src/model/schedule.js';

const MINUTE = 60_000;
const site = { timeZone: 'UTC', calendars: { bank: { dates: ['2026-12-25'] } } };
const start = Date.parse('2026-12-24T06:00:00Z');
const resolve = (given: object) => {
  const recurrence = { repeats: 'By Day', every: 1, startDate: '2026-12-24', startTime: '06:00' };
  const definition = schedule.parse({ integration: 'employees', recurrence, ...given });
  return { definition, resolved: scheduleFires(definition, site) };
};

describe('the surprises of real runs', () => {
  const things = [{ key: 'table:hr/employee', words: 'table employee of connection hr' }];
  const hourly = { repeats: 'By Hour', every: 1, startDate: '2026-12-24', startTime: '06:00' };

  it('are runs that usually take longer than the time between them', () => {
    const next = [0, 60, 90, 150].map((minute) => minute * MINUTE);
    const [surprise] = runSurprises(next, { things: [], duration: 45.5 * MINUTE }, []);
    assert.deepEqual(surprise, {
      kind: 'longer-than-interval',
      at: 90 * MINUTE,
      message: 'A run usually takes 45.5 minutes: the next one is due after 30 minutes.',
    });
    assert.deepEqual(runSurprises(next, { things: [], duration: 30 * MINUTE }, []), []);
  });

  it('are other schedules that touch the same at about the same time, each once, with all its times', () => {
    const own = { things, duration: 5 * MINUTE };
    const other = { name: 'hourly', things, duration: 0, resolved: resolve({ recurrence: hourly }).resolved };
    const next = [start, start + 30 * MINUTE, start + 60 * MINUTE];
    assert.deepEqual(runSurprises(next, own, [other]), [
      {
        kind: 'clash',
        at: start,
        fires: [start, start + 60 * MINUTE],
        message:
          'The schedule hourly touches table employee of connection hr at about the same time, 2 times in the next 3 fires.',
      },
    ]);
  });

  it('name 20 other schedules, and say that there are more', () => {
    const { resolved } = resolve({ recurrence: hourly });
    const others = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ name: `s${index}`, things, duration: 0, resolved }));
    assert.equal(runSurprises([start], { things, duration: 0 }, others(20)).length, 20);
    const found = runSurprises([start], { things, duration: 0 }, others(200));
    assert.equal(found.length, 21);
    assert.match(found[20]!.message, /^More than 20 schedules/);
  });

  it('are none where the other one rests on a holiday', () => {
    const christmas = start + 24 * 60 * MINUTE;
    const holidays = { calendar: 'bank', policy: 'skip' };
    const other = { name: 'o', things, duration: 0, resolved: resolve({ recurrence: hourly, holidays }).resolved };
    assert.deepEqual(runSurprises([christmas], { things, duration: 0 }, [other]), []);
  });
});

describe('the surprises of holidays', () => {
  const surprisesOf = (policy: string, calendars: typeof site.calendars | Record<string, never> = site.calendars) => {
    const { definition, resolved } = resolve({ holidays: { calendar: 'bank', policy } });
    const next = [...resolved.fires(start, start + 4 * 24 * 60 * MINUTE)];
    return holidaySurprises(definition, { calendars }, resolved, next);
  };

  it('are fires that are skipped', () => {
    assert.deepEqual(surprisesOf('skip'), [
      {
        kind: 'holiday',
        at: Date.parse('2026-12-25T06:00:00Z'),
        message: '25 Dec 2026 at 06:00 UTC is on a holiday of bank: Not Run.',
      },
    ]);
  });

  it('are fires that have moved, and not those that were there already', () => {
    const weekly = { repeats: 'By Week', every: 1, days: ['Friday'], startDate: '2026-12-24', startTime: '06:00' };
    const { definition, resolved } = resolve({ recurrence: weekly, holidays: { calendar: 'bank', policy: 'after' } });
    const next = [...resolved.fires(start, start + 20 * 24 * 60 * MINUTE)];
    const found = holidaySurprises(definition, site, resolved, next);
    assert.deepEqual(
      found.map(({ at }) => at),
      [Date.parse('2026-12-26T06:00:00Z')],
    );
    assert.deepEqual(surprisesOf('after'), []);
  });

  it('are a calendar that the site has no more', () => {
    assert.deepEqual(
      surprisesOf('skip', {}).map(({ kind }) => kind),
      ['calendar-missing'],
    );
  });
});
