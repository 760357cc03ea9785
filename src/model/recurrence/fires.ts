import { dayBasedFires } from './day-based-fires.js';
import { elapsedFires } from './elapsed-fires.js';
import { isDayBased, type ResolvedRecurrence } from './recurrence.js';

/**
 * The fires of a recurrence with from <= fire < to, each once, ascending, lazily: milliseconds since 1970. They end with
 * the year 2100.
 */
export function* fires(recurrence: ResolvedRecurrence, from: number, to = Infinity): Generator<number> {
  const ascending = isDayBased(recurrence) ? dayBasedFires(recurrence, from, to) : elapsedFires(recurrence, from);
  let last = -Infinity;
  for (const at of ascending) {
    if (at >= to) return;
    // Two local times in one gap are one fire.
    if (at >= from && at > last) yield at;
    last = at;
  }
}
