import type { LocalTime } from './local-time.js';
import type { ResolvedRecurrence } from './recurrence.js';
import { endOfGap, instantsShowing } from './zone.js';

/** The clock a recurrence goes by, and what it makes of a local time that does not exist, or exists twice. */
export type Clock = Pick<ResolvedRecurrence, 'timeZone' | 'gap' | 'fold'>;

/** The instants at which to fire for a local time, ascending: one, none or two, as the policies have it. */
export function instantsOf(local: LocalTime, clock: Clock): number[] {
  const instants = instantsShowing(local, clock.timeZone);
  if (instants.length === 0 && clock.gap === 'skip') return [];
  if (instants.length > 0 && clock.fold === 'both') return instants;
  return [instantOf(local, clock)];
}

/** The one instant of a local time where there must be one: the end of its gap; in a fold the first, or the second. */
export function instantOf(local: LocalTime, { timeZone, fold }: Omit<Clock, 'gap'>): number {
  const instants = instantsShowing(local, timeZone);
  return (fold === 'second' ? instants.at(-1) : instants[0]) ?? endOfGap(local, timeZone);
}
