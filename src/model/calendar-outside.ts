import { DAY, midnight } from './recurrence/local-time.js';
import type { ScheduleFires } from './schedule-fires.js';

/**
 * Why a schedule has no fire in a timeframe: it begins later, or it has ended before. Undefined where it has one, or
 * where none is due in the timeframe although the schedule goes on.
 */
export function outsideOf(
  { recurrence, fires }: ScheduleFires,
  from: number,
  to: number,
): 'ended' | 'not-begun' | undefined {
  const next = firstOf(fires(from));
  if (next === undefined) return 'ended';
  if (next < to) return undefined;
  const beforeAll = midnight(recurrence.startDate) - 2 * DAY;
  return firstOf(fires(beforeAll, from)) === undefined ? 'not-begun' : undefined;
}

function firstOf<T>(all: Iterable<T>): T | undefined {
  for (const one of all) return one;
  return undefined;
}
