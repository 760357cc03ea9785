import { z } from 'zod';

import { WEEKDAYS } from './recurrence/calendar-words.js';
import { DAY, dateOf, localTime, midnight, type LocalTime } from './recurrence/local-time.js';
import { endOfGap, instantsShowing, localTimeAt } from './recurrence/zone.js';

const weekday = z.enum(WEEKDAYS, `expected one of ${WEEKDAYS.join(', ')}`);

/** By when a file is to have come, on which days, by the clock of the site. */
export const expectedBy = z.strictObject({
  time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time from 00:00 to 23:59, such as 06:00'),
  days: z
    .array(weekday)
    .min(1, 'expected a day')
    .refine((days) => new Set(days).size === days.length, 'expected each day once')
    .optional()
    .meta({ description: 'On which days; every day where nothing is said.' }),
});
export type ExpectedBy = z.output<typeof expectedBy>;

/** A day on which a file is expected. Instants are milliseconds since 1970. */
export interface ExpectedDay {
  /** `2026-11-21`, where the site is. */
  date: string;
  /** When the day begins there; the day before, where the file is to have come by its very beginning. */
  from: number;
  /** When the file is to have been taken; in a gap of the clocks as soon as they have passed over it. */
  by: number;
}

/** The expected days whose time came after one instant and not after another, in milliseconds since 1970, ascending. */
export function expectedDays(expected: ExpectedBy, timeZone: string, after: number, until: number): ExpectedDay[] {
  const { time, days = WEEKDAYS } = expected;
  const found: ExpectedDay[] = [];
  const last = localTimeAt(until, timeZone);
  // A day before, for the clocks may have been put back meanwhile.
  for (let local = midnight(dateOf(localTimeAt(after, timeZone))) - DAY; local <= last; local += DAY) {
    const weekdayOf = WEEKDAYS[(new Date(local).getUTCDay() + 6) % 7];
    if (weekdayOf === undefined || !days.includes(weekdayOf)) continue;
    const date = dateOf(local);
    const by = instantOf(localTime(date, time), timeZone);
    if (by <= after || by > until) continue;
    const beginning = instantOf(local, timeZone);
    found.push({ date, from: beginning < by ? beginning : instantOf(local - DAY, timeZone), by });
  }
  return found;
}

function instantOf(local: LocalTime, timeZone: string): number {
  return instantsShowing(local, timeZone)[0] ?? endOfGap(local, timeZone);
}
