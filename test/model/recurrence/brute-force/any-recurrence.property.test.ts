import fc from 'fast-check';

import { anyRecurrence, date } from './any-recurrence.js';
import { HORIZON } from './brute-force.js';
import { assertSameFires } from './same-fires.js';
import { inGreenwich } from './wall-clock.js';

const DAY = 24 * 60 * 60_000;
const RUNS = 500;
const seed = Date.now() % 2 ** 31;

/** Before the start, long after it, in the midst of anything. */
const from = fc
  .tuple(date, fc.integer({ min: -1000, max: 20 * 365 }), fc.integer({ min: 0, max: DAY }))
  .map(([start, days, milliseconds]) => inGreenwich(`${start} 00:00`) + days * DAY + milliseconds);

const to = fc.option(fc.integer({ min: 0, max: 400 * DAY }), { nil: undefined });

describe('fires', () => {
  it(`are those of brute force for any recurrence, wherever they are asked from (seed ${seed})`, () =>
    fc.assert(
      fc.property(anyRecurrence, from, to, (written, at, within) =>
        assertSameFires(written, at, { to: within === undefined ? HORIZON : at + within }),
      ),
      { numRuns: RUNS, seed },
    ));
});
