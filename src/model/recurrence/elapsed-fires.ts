import { END_OF_TIME, HOUR, MINUTE } from './local-time.js';
import type { Elapsed, Resolved } from './recurrence.js';
import { lastInstant, startInstant } from './span.js';

/** The fires of By Hour and By Minute from `from` on, ascending: by elapsed time, which knows no gap and no fold. */
export function* elapsedFires(recurrence: Resolved<Elapsed>, from: number): Generator<number> {
  const first = startInstant(recurrence);
  const last = lastInstant(recurrence) ?? END_OF_TIME - MINUTE;
  const step = stepOf(recurrence);
  const steps = Math.max(0, Math.ceil((from - first) / step));
  for (let at = first + steps * step; at <= last; at += step) yield at;
}

/** The time from one fire to the next, in milliseconds. */
export function stepOf({ repeats, every }: Elapsed): number {
  return every * (repeats === 'By Hour' ? HOUR : MINUTE);
}
