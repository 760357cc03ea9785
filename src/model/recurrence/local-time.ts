/**
 * What a clock on the wall shows, as a number: the milliseconds from 1970 to that date and time in UTC. Days of local time
 * have 24 hours, so adding to them is plain arithmetic; which instant it is, if any, only a time zone tells (`zone.ts`).
 */
export type LocalTime = number;

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Recurrences live in the years 2000 to 2100. */
export const FIRST_DATE = '2000-01-01';
export const LAST_DATE = '2100-12-31';

/** No fire is so late, whatever repeats for ever; by the clock of any zone, for a day more or less does not matter. */
export const END_OF_TIME = Date.UTC(2101, 0, 1);

/** `2026-10-05` and `06:00` as a local time. */
export function localTime(date: string, timeOfDay: string): LocalTime {
  return Date.parse(`${date}T${timeOfDay}Z`);
}

/** The local time at which a date begins. */
export function midnight(date: string): LocalTime {
  return localTime(date, '00:00');
}

/** The date of a local time: `2026-10-05`. */
export function dateOf(local: LocalTime): string {
  return new Date(local).toISOString().slice(0, 10);
}

/** Its time of day: `06:00`. */
export function timeOf(local: LocalTime): string {
  return new Date(local).toISOString().slice(11, 16);
}

/** As RFC 5545 writes it: `20261005T060000`. */
export function compact(local: LocalTime): string {
  return new Date(local).toISOString().replace(/[-:]|\.\d+Z$/g, '');
}
