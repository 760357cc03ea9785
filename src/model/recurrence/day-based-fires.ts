import { instantsOf } from './instants-of.js';
import { DAY } from './local-time.js';
import { localTimes } from './local-times.js';
import type { DayBased, Resolved } from './recurrence.js';

/** A local time is less than a day from its instant, and a gap moves it by a day at most. */
const AROUND = 2 * DAY;

/** The fires of a day-based recurrence, ascending, lazily; those with from <= fire < to are among them. */
export function* dayBasedFires(recurrence: Resolved<DayBased>, from: number, to: number): Generator<number> {
  // The second fires of a fold, until their turn comes: other local times of the fold may have their first before them.
  let later: number[] = [];
  for (const local of localTimes(recurrence, from - AROUND, to + AROUND)) {
    const [at, second] = instantsOf(local, recurrence);
    if (at === undefined) continue;
    yield* later.filter((one) => one < at);
    yield at;
    later = later.filter((one) => one > at);
    if (second !== undefined) later.push(second);
  }
  yield* later;
}
