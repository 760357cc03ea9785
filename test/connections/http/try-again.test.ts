import assert from 'node:assert/strict';

import fc from 'fast-check';

import { retryAfterSeconds } from '../../../src/connections/http/retry-after.js';
import { pauseAfter, tryAgain } from '../../../src/connections/http/try-again.js';
import { IntegratorError } from '../../../src/model/errors.js';

const unavailable = (details = {}) => new IntegratorError('target-unavailable', 'busy', details);

describe('pauseAfter', () => {
  it('draws from a range that doubles with each try', () => {
    const longest = [1, 2, 3, 4].map((tries) => pauseAfter(unavailable(), tries, 1));
    assert.deepEqual(longest, [250, 500, 1000, 2000]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.double({ min: 0, max: 1, noNaN: true }), (tries, random) => {
        assert.equal(pauseAfter(unavailable(), tries, random), random * (longest[tries - 1] ?? 0));
      }),
    );
  });

  it('is never shorter than what was asked for, and none where that is over 30 s', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 100, noNaN: true }), fc.integer({ min: 1, max: 4 }), (asked, tries) => {
        const pause = pauseAfter(unavailable({ retryAfterSeconds: asked }), tries);
        if (asked > 30) assert.equal(pause, undefined);
        else assert.ok(pause !== undefined && pause >= asked * 1000);
      }),
    );
  });

  it('is none where trying again cannot help', () => {
    assert.equal(pauseAfter(new IntegratorError('connection-invalid', 'no'), 1), undefined);
    assert.equal(pauseAfter(new Error('a fault of ours'), 1), undefined);
  });
});

describe('tryAgain', () => {
  it('stops waiting at once when it is halted', async () => {
    const halt = new AbortController();
    const reason = new Error('Halted');
    const attempt = () => {
      // It waits by then.
      setImmediate(() => halt.abort(reason));
      return Promise.reject(unavailable({ retryAfterSeconds: 29 }));
    };
    await assert.rejects(tryAgain(attempt, halt.signal), reason);
  });
});

describe('retryAfterSeconds', () => {
  const now = Date.parse('2026-12-07T06:00:00Z');

  for (const [value, seconds] of [
    ['0', 0],
    ['120', 120],
    ['Mon, 07 Dec 2026 06:00:30 GMT', 30],
    ['Monday, 07-Dec-26 06:00:30 GMT', 30],
    ['Mon, 07 Dec 2026 05:00:00 GMT', 0],
    ['Sun Nov  6 08:49:37 1994', undefined],
    ['soon', undefined],
    ['-1', undefined],
    ['1.5', undefined],
    ['', undefined],
    [undefined, undefined],
  ] as const) {
    it(`reads ${value ?? 'nothing'} as ${seconds ?? 'nothing'}`, () => {
      assert.equal(retryAfterSeconds(value, now), seconds);
    });
  }
});
