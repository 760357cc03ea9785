import assert from 'node:assert/strict';

import { secondsLeft } from '../../src/model/seconds-left.js';

describe('the time left', () => {
  for (const [done, total, elapsed, expected] of [
    [10, 100, 1000, 9],
    [50, 100, 60_000, 60],
    [99, 100, 1000, 1],
    [3_000_000, 96_000_000, 1000, 31],
    [96_000_000, 96_000_001, 8000, 1],
    [1, 1_000_000, 1, 1000],
  ] as const) {
    it(`is ${expected} s after ${done} of ${total} in ${elapsed} ms`, () => {
      assert.equal(secondsLeft({ done, total, elapsed }), expected);
    });
  }

  for (const [when, work] of [
    ['nothing is done yet', { done: 0, total: 100, elapsed: 1000 }],
    ['no time has passed', { done: 10, total: 100, elapsed: 0 }],
    ['nobody knows how much there is', { done: 10, total: undefined, elapsed: 1000 }],
    ['all is done', { done: 100, total: 100, elapsed: 1000 }],
    ['there was more to do than was known', { done: 101, total: 100, elapsed: 1000 }],
    ['there is nothing to do', { done: 0, total: 0, elapsed: 1000 }],
  ] as const) {
    it(`is not told where ${when}`, () => {
      assert.equal(secondsLeft(work), undefined);
    });
  }
});
