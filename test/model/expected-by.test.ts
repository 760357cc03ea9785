import assert from 'node:assert/strict';

import fc from 'fast-check';

import { expectedBy, expectedDays } from '../../src/model/expected-by.js';

const HOUR = 3_600_000;
const at = (text: string): number => Date.parse(text);
const days = (...given: Parameters<typeof expectedDays>) =>
  expectedDays(...given).map(({ date, from, by }) => [date, new Date(from).toISOString(), new Date(by).toISOString()]);

describe('By when a file is expected', () => {
  it('is a time of the clock where the site is', () => {
    assert.deepEqual(
      days({ time: '06:00' }, 'Australia/Sydney', at('2026-11-20T00:00:00Z'), at('2026-11-21T19:00:00Z')),
      [
        ['2026-11-21', '2026-11-20T13:00:00.000Z', '2026-11-20T19:00:00.000Z'],
        ['2026-11-22', '2026-11-21T13:00:00.000Z', '2026-11-21T19:00:00.000Z'],
      ],
    );
  });

  it('is on its days only', () => {
    // 2026-11-21 is a Saturday.
    const week = days(
      { time: '08:30', days: ['Monday', 'Friday'] },
      'UTC',
      at('2026-11-16T00:00:00Z'),
      at('2026-11-23T08:29:59Z'),
    );
    assert.deepEqual(
      week.map(([date]) => date),
      ['2026-11-16', '2026-11-20'],
    );
  });

  it('is the first instant after a gap, and the first of two in a fold', () => {
    const [gap] = days({ time: '02:30' }, 'Europe/Berlin', at('2026-03-28T12:00:00Z'), at('2026-03-29T12:00:00Z'));
    assert.deepEqual(gap, ['2026-03-29', '2026-03-28T23:00:00.000Z', '2026-03-29T01:00:00.000Z']);
    const [fold] = days({ time: '02:30' }, 'Europe/Berlin', at('2026-10-24T12:00:00Z'), at('2026-10-25T12:00:00Z'));
    assert.deepEqual(fold, ['2026-10-25', '2026-10-24T22:00:00.000Z', '2026-10-25T00:30:00.000Z']);
  });

  it('is the end of the day before, where it is the very beginning of a day', () => {
    const midnight = days({ time: '00:00' }, 'Europe/Berlin', at('2026-11-20T12:00:00Z'), at('2026-11-21T12:00:00Z'));
    assert.deepEqual(midnight, [['2026-11-21', '2026-11-19T23:00:00.000Z', '2026-11-20T23:00:00.000Z']]);
    // Where midnight is in the gap.
    const gap = days({ time: '00:30' }, 'America/Havana', at('2026-03-07T12:00:00Z'), at('2026-03-08T12:00:00Z'));
    assert.deepEqual(gap, [['2026-03-08', '2026-03-07T05:00:00.000Z', '2026-03-08T05:00:00.000Z']]);
  });

  it('comes once a day, whenever and how often it is looked', () => {
    const zones = ['UTC', 'Europe/Berlin', 'Australia/Lord_Howe', 'America/Havana', 'Pacific/Apia', 'Asia/Kolkata'];
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: 0, max: 23 }),
        fc.integer({ min: 0, max: 59 }),
        fc.integer({ min: at('2020-01-01T00:00:00Z') / HOUR, max: at('2030-01-01T00:00:00Z') / HOUR }),
        fc.array(fc.integer({ min: 1, max: 30 * HOUR }), { minLength: 1, maxLength: 8 }),
        (zone, hour, minute, start, steps) => {
          const time = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
          let now = start * HOUR;
          const seen = steps.flatMap((step) => expectedDays({ time }, zone, now, (now += step)));
          const whole = expectedDays({ time }, zone, start * HOUR, now);
          assert.deepEqual(seen, whole);
          assert.equal(new Set(whole.map(({ date }) => date)).size, whole.length);
          assert.ok(Math.abs(whole.length - (now - start * HOUR) / (24 * HOUR)) <= 1.2);
          for (const { from, by } of whole) assert.ok(from < by && by - from <= 25 * HOUR);
        },
      ),
    );
  });

  for (const [title, given] of [
    ['a time that is none', { time: '24:00' }],
    ['a day that is none', { time: '06:00', days: ['Someday'] }],
    ['a day twice', { time: '06:00', days: ['Monday', 'Monday'] }],
    ['no day', { time: '06:00', days: [] }],
    ['anything else', { time: '06:00', zone: 'UTC' }],
  ] as const) {
    it(`is refused with ${title}`, () => {
      assert.equal(expectedBy.safeParse(given).success, false);
    });
  }
});
