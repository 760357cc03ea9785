import { RRuleTemporal } from 'rrule-temporal';

import { compact, DAY, type LocalTime } from './local-time.js';

/** So many at a time are asked of the library, or a day's. */
const PLENTY = 32;

/** What bounds a search is its end. The library answers a far higher bound step by step, for seconds. */
const STEPS = { maxIterations: 1_000_000, maxCandidateEvaluations: 1_000_000 };

/**
 * The local times of a rule with from <= time < to, ascending, lazily. It is expanded in UTC, as if clocks were never put
 * forward or back: the library leaves out a local time in a gap, and what becomes of one is ours to say.
 */
export function* ruleTimes(rule: string, start: LocalTime, from: LocalTime, to: LocalTime): Generator<LocalTime> {
  const expanded = new RRuleTemporal({ rruleString: `DTSTART:${compact(start)}Z\nRRULE:${rule}`, ...STEPS });
  let begin = from;
  let length = DAY;
  while (begin < to) {
    const end = Math.min(begin + length, to);
    const found = expanded.between(new Date(begin), new Date(end - 1), true);
    yield* found.map(({ epochMilliseconds }) => epochMilliseconds);
    begin = end;
    // A rule that fires rarely is looked for farther at a time.
    if (found.length < PLENTY) length *= 2;
  }
}
