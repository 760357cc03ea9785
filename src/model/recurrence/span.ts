import { instantOf } from './instants-of.js';
import { DAY, localTime, midnight, MINUTE, type LocalTime } from './local-time.js';
import type { Recurrence, ResolvedRecurrence } from './recurrence.js';
import { endOfGap, instantsShowing } from './zone.js';

/** The local time at which a recurrence starts. */
export function startOf({ startDate, startTime }: Recurrence): LocalTime {
  return localTime(startDate, startTime);
}

/** The last day of a recurrence; undefined for one that goes on for ever, or happens once. */
export function lastDateOf(recurrence: Recurrence): string | undefined {
  return 'end' in recurrence && recurrence.end !== 'Forever' ? recurrence.end : undefined;
}

/** The local midnight after the last day. */
export function endOf(recurrence: Recurrence): LocalTime | undefined {
  const last = lastDateOf(recurrence);
  return last === undefined ? undefined : midnight(last) + DAY;
}

/** The instant of the start. */
export function startInstant(recurrence: ResolvedRecurrence): number {
  return instantOf(startOf(recurrence), recurrence);
}

/** The last instant, of a whole minute, that the clocks show to be of the last day. */
export function lastInstant(recurrence: ResolvedRecurrence): number | undefined {
  const end = endOf(recurrence);
  if (end === undefined) return undefined;
  const last = end - MINUTE;
  // Where the clocks pass over the end of the day, or over all of it, what they show next is another day.
  return instantsShowing(last, recurrence.timeZone).at(-1) ?? endOfGap(last, recurrence.timeZone) - MINUTE;
}
