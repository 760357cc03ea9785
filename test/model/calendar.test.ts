import assert from 'node:assert/strict';

import fc from 'fast-check';

import { comingFires, type CalendarSite } from '../../src/model/calendar-fires.js';
import { mergeAscending } from '../../src/model/calendar-merge.js';
import { monthOf } from '../../src/model/calendar-month.js';
import { outsideOf } from '../../src/model/calendar-outside.js';
import { take } from '../../src/model/recurrence/take.js';
import { scheduleFires } from '../../src/model/schedule-fires.js';
import { schedule } from '../../src/model/schedule.js';

const site: CalendarSite = {
  site: 'LIVE',
  integrator: 'Running',
  timeZone: 'UTC',
  calendars: { bank: { dates: ['2026-12-25'] } },
};
const daily = { repeats: 'By Day', every: 1, startDate: '2026-12-01', startTime: '06:00' };
const of = (name: string, recurrence: object = daily, more: object = {}) => ({
  name,
  definition: schedule.parse({ integration: 'employees', recurrence, ...more }),
  enabled: true,
  isDeleted: false,
});
const [from, to] = [Date.parse('2026-12-24T00:00:00Z'), Date.parse('2026-12-27T00:00:00Z')];

describe('coming fires', () => {
  const reasons = (all: Parameters<typeof comingFires>[0], at = site) =>
    [...comingFires(all, at, from, to)].map(({ refusal }) => refusal?.code);

  it('are those of all schedules in the order in which they are due, then by name', () => {
    const hourly = of('a', { repeats: 'By Hour', every: 12, startDate: '2026-12-24', startTime: '06:00' });
    const found = [...take(5, comingFires([of('b'), hourly], site, from, to))];
    assert.deepEqual(
      found.map(({ at, schedule: { name } }) => `${new Date(at).toISOString().slice(8, 13)} ${name}`),
      ['24T06 a', '24T06 b', '24T18 a', '25T06 a', '25T06 b'],
    );
  });

  it('will run, or say why not', () => {
    assert.deepEqual(reasons([of('a')]), [undefined, undefined, undefined]);
    assert.deepEqual(reasons([{ ...of('a'), enabled: false }]), Array(3).fill('schedule-disabled'));
    assert.deepEqual(reasons([{ ...of('a'), isDeleted: true }]), Array(3).fill('integration-not-found'));
    const holidays = { calendar: 'bank', policy: 'skip' };
    assert.deepEqual(reasons([of('a', daily, { holidays })]), [undefined, 'holiday', undefined]);
    assert.deepEqual(reasons([of('a')], { ...site, integrator: 'Stopped' }), Array(3).fill('site-stopped'));
  });

  it('will run from the moment on at which a stopped site is to start', () => {
    const stopped = { ...site, integrator: 'Stopped' as const, startsAt: Date.parse('2026-12-25T06:00:00Z') };
    assert.deepEqual(reasons([of('a')], stopped), ['site-stopped', undefined, undefined]);
  });
});

describe('ascending sequences', () => {
  it('are merged as if they were sorted together', () => {
    const sequence = fc.array(fc.nat(50)).map((all) => all.sort((a, b) => a - b));
    fc.assert(
      fc.property(fc.array(sequence, { maxLength: 12 }), (sequences) => {
        const sorted = sequences.flat().sort((a, b) => a - b);
        assert.deepEqual([...mergeAscending(sequences, (a, b) => a - b)], sorted);
      }),
    );
  });

  it('are looked at no farther than is taken of them', () => {
    const looked: number[] = [];
    function* endless() {
      for (let number = 0; ; number += 1) {
        looked.push(number);
        yield number;
      }
    }
    assert.deepEqual(
      [
        ...take(
          3,
          mergeAscending([endless()], (a, b) => a - b),
        ),
      ],
      [0, 1, 2],
    );
    assert.deepEqual(looked, [0, 1, 2]);
  });
});

describe('the month of an instant', () => {
  const times = (at: string, zone: string) => {
    const month = monthOf(Date.parse(at), zone);
    return [month.from, month.to].map((one) => new Date(one).toISOString());
  };

  it('is that of the calendar of the zone', () => {
    const sydney = ['2026-09-30T14:00:00.000Z', '2026-10-31T13:00:00.000Z'];
    assert.deepEqual(times('2026-09-30T14:00:00Z', 'Australia/Sydney'), sydney);
    assert.deepEqual(times('2026-10-31T12:59:59Z', 'Australia/Sydney'), sydney);
    assert.deepEqual(times('2026-12-31T23:00:00Z', 'UTC'), ['2026-12-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z']);
  });

  it('begins when the clocks have passed over its first midnight', () => {
    // Asunción put its clocks forward at midnight of 1 October 2017, so that day began at 01:00.
    assert.equal(times('2017-10-15T00:00:00Z', 'America/Asuncion')[0], '2017-10-01T04:00:00.000Z');
  });
});

describe('a schedule in a timeframe', () => {
  const outside = (recurrence: object) => outsideOf(scheduleFires(of('a', recurrence).definition, site), from, to);

  it('has ended, has not begun, or is within its dates', () => {
    assert.equal(outside({ ...daily, end: '2026-12-23' }), 'ended');
    assert.equal(outside({ ...daily, startDate: '2026-12-27' }), 'not-begun');
    assert.equal(outside(daily), undefined);
    assert.equal(outside({ repeats: 'One Time', startDate: '2026-12-23', startTime: '06:00' }), 'ended');
    assert.equal(outside({ repeats: 'One Time', startDate: '2026-12-25', startTime: '06:00' }), undefined);
  });

  it('is within its dates between two fires that are far apart', () => {
    assert.equal(outside({ repeats: 'By Month', days: [1], startDate: '2026-12-01', startTime: '06:00' }), undefined);
  });
});
