import { DAY, dateOf, midnight, type LocalTime } from '../../model/recurrence/local-time.js';

/** Making one takes longer than using it a hundred times. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  formats.set(timeZone, made);
  return made;
}

/** What the clocks of a zone show at an instant, which is in milliseconds since 1970. */
export function localTimeIn(instant: number, timeZone: string): LocalTime {
  return Date.parse(`${formatOf(timeZone).format(instant).replace(' ', 'T')}Z`);
}

/** The date in a zone at an instant: `2026-10-05`. */
export function dateIn(instant: number, timeZone: string): string {
  return dateOf(localTimeIn(instant, timeZone));
}

/**
 * The instant at which the clocks of a zone show a time, in milliseconds since 1970. A time that they pass over is as
 * much later; of one that they show twice it is the first.
 */
export function instantOf(local: LocalTime, timeZone: string): number {
  const offsetAt = (instant: number) => localTimeIn(instant, timeZone) - instant;
  const instants = [local - offsetAt(local - DAY), local - offsetAt(local + DAY)];
  const showing = instants.filter((instant) => localTimeIn(instant, timeZone) === local);
  return showing.length > 0 ? Math.min(...showing) : Math.max(...instants);
}

/** The instant at which a date begins in a zone, in milliseconds since 1970. */
export function beginOf(date: string, timeZone: string): number {
  return instantOf(midnight(date), timeZone);
}
