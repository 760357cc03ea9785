import assert from 'node:assert/strict';

import fc from 'fast-check';

import { clashOf } from '../../src/model/schedule-clashes.js';

const MINUTE = 60_000;

describe('schedules that touch the same thing', () => {
  const things = [{ key: 'table:hr/employee', words: 'table employee of connection hr' }];
  const clashes = (one: number[], oneTakes: number, other: number[], otherTakes: number) => {
    const own = { things, duration: oneTakes * MINUTE };
    const fires = (from: number, to: number) =>
      other.map((minute) => minute * MINUTE).filter((at) => from <= at && at < to);
    const clash = clashOf(
      one.map((minute) => minute * MINUTE),
      own,
      { things, duration: otherTakes * MINUTE, fires },
    );
    return clash?.at.map((at) => at / MINUTE) ?? [];
  };

  it('clash while one of them usually runs', () => {
    assert.deepEqual(clashes([100], 60, [150], 0), [100]);
    assert.deepEqual(clashes([100], 0, [40], 120), [100]);
  });

  it('clash less than 15 minutes before or after, and not at 15', () => {
    assert.deepEqual(clashes([100], 0, [114], 0), [100]);
    assert.deepEqual(clashes([100], 0, [115], 0), []);
    assert.deepEqual(clashes([100], 0, [86], 0), [100]);
    assert.deepEqual(clashes([100], 0, [85], 0), []);
    assert.deepEqual(clashes([100], 10, [124], 0), [100]);
    assert.deepEqual(clashes([100], 10, [125], 0), []);
    assert.deepEqual(clashes([100], 0, [65], 20), []);
    assert.deepEqual(clashes([100], 0, [66], 20), [100]);
  });

  it('do not clash where they have nothing in common', () => {
    const other = { things: [{ key: 'table:hr/team', words: 'table team' }], duration: 0, fires: () => [0] };
    assert.equal(clashOf([0], { things, duration: 0 }, other), undefined);
  });

  it('say what they have in common, each once', () => {
    const file = ['file:a.csv', 'file:inbox/a.csv'].map((key) => ({ key, words: 'file a.csv' }));
    const all = { things: [...things, ...file], duration: 0 };
    assert.deepEqual(clashOf([0], all, { ...all, fires: () => [0] }), {
      things: ['table employee of connection hr', 'file a.csv'],
      first: 0,
      at: [0],
    });
  });

  it('are found however many fires of the other one lie between', () => {
    let begun = 0;
    function* everyMinute(from: number, to: number) {
      begun += 1;
      for (let at = Math.ceil(from / MINUTE) * MINUTE; at < to; at += MINUTE) yield at;
    }
    const year = 365 * 24 * 60 * MINUTE;
    const fires = Array.from({ length: 50 }, (_, index) => index * year);
    assert.deepEqual(clashOf(fires, { things, duration: 0 }, { things, duration: 0, fires: everyMinute })?.at, fires);
    assert.equal(begun, 50, 'each year is begun anew, and not counted through');
    begun = 0;
    const minutes = Array.from({ length: 50 }, (_, index) => index * 10 * MINUTE);
    assert.deepEqual(
      clashOf(minutes, { things, duration: 0 }, { things, duration: 0, fires: everyMinute })?.at,
      minutes,
    );
    assert.equal(begun, 1);
  });

  it('clash as two stretches of time do, whatever they are', () => {
    const minutes = fc.array(fc.nat(600), { maxLength: 8 }).map((all) => [...new Set(all)].sort((a, b) => a - b));
    fc.assert(
      fc.property(minutes, fc.nat(90), minutes, fc.nat(90), (one, oneTakes, other, otherTakes) => {
        const isBusy = (at: number, start: number, takes: number) => start - 15 < at && at < start + takes + 15;
        // Minute by minute in halves: whether any moment of the one is too close to the other.
        const expected = one.filter((start) =>
          other.some((begin) => {
            for (let at = start; at <= start + oneTakes; at += 0.5) if (isBusy(at, begin, otherTakes)) return true;
            return false;
          }),
        );
        assert.deepEqual(clashes(one, oneTakes, other, otherTakes), expected);
      }),
    );
  });
});
