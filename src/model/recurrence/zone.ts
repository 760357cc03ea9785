import { Temporal } from 'temporal-polyfill';

import { DAY, FIRST_DATE, midnight, type LocalTime } from './local-time.js';

/** A stretch of time in which the clocks of a zone keep one offset from UTC. In milliseconds, `to` not included. */
interface Stretch {
  from: number;
  to: number;
  offset: number;
}

/**
 * The instants at which the clocks of a zone show a local time, ascending: one as a rule; none where the clocks pass over
 * it (a gap); two where they are put back and show it again (a fold).
 */
export function instantsShowing(local: LocalTime, timeZone: string): number[] {
  return stretchesAround(local, timeZone).flatMap(({ from, to, offset }) => {
    const at = local - offset;
    return from <= at && at < to ? [at] : [];
  });
}

/** The first instant after a gap: that of the transition which passes over the local time. */
export function endOfGap(local: LocalTime, timeZone: string): number {
  const after = stretchesAround(local, timeZone).find(({ from, offset }) => from + offset > local);
  return after?.from ?? local;
}

/** What the clocks of a zone show at an instant. */
export function localTimeAt(instant: number, timeZone: string): LocalTime {
  const stretch = stretchesUntil(instant, timeZone).find(({ to }) => instant < to);
  return instant + (stretch?.offset ?? 0);
}

/** No clock is a day or more away from UTC, so these are all that can matter to a local time. */
function stretchesAround(local: LocalTime, timeZone: string): Stretch[] {
  return stretchesUntil(local + DAY, timeZone).filter(({ from, to }) => local - DAY < to && from <= local + DAY);
}

/** The stretches of a zone, one after the other; kept, as looking up a transition takes half a millisecond. */
const known = new Map<string, Stretch[]>();

function stretchesUntil(instant: number, timeZone: string): readonly Stretch[] {
  const stretches = known.get(timeZone) ?? [];
  known.set(timeZone, stretches);
  let end = stretches.at(-1)?.to ?? -Infinity;
  while (end <= instant) {
    const next = stretchFrom(end, timeZone);
    stretches.push(next);
    end = next.to;
  }
  return stretches;
}

function stretchFrom(from: number, timeZone: string): Stretch {
  const start = Temporal.Instant.fromEpochMilliseconds(Math.max(from, midnight(FIRST_DATE) - DAY));
  const clock = start.toZonedDateTimeISO(timeZone);
  const to = clock.getTimeZoneTransition('next')?.epochMilliseconds ?? Infinity;
  return { from, to, offset: clock.offsetNanoseconds / 1e6 };
}
