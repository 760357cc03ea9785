import { inGreenwich } from './wall-clock.js';

const DAY = 24 * 60 * 60_000;

export const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;
export const MONTHS = [
  ...(['January', 'February', 'March', 'April', 'May', 'June'] as const),
  ...(['July', 'August', 'September', 'October', 'November', 'December'] as const),
];

export type Weekday = (typeof WEEKDAYS)[number];
export type Month = (typeof MONTHS)[number];

export interface Day {
  /** `2027-03-28`. */
  date: string;
  month: Month;
  day: number;
  isLastOfMonth: boolean;
  weekday: Weekday;
  /** When it begins in Greenwich. */
  midnight: number;
  /** How many days, and how many Mondays, have begun since the calendar's first day. */
  days: number;
  mondays: number;
}

const FIRST = inGreenwich('1999-01-01 00:00');

/** Every day of more than a century. */
const CALENDAR = [...walkDays(103 * 366)];

/** The day of that date. */
export function dayOf(date: string): Day {
  return CALENDAR[(inGreenwich(`${date} 00:00`) - FIRST) / DAY]!;
}

/** All days from one date to another, both included. */
export function daysBetween(first: string, last: string): Day[] {
  return CALENDAR.slice(dayOf(first).days, dayOf(last).days + 1);
}

function* walkDays(count: number): Generator<Day> {
  let mondays = 0;
  for (let days = 0; days < count; days += 1) {
    const midnight = FIRST + days * DAY;
    const today = new Date(midnight);
    const weekday = WEEKDAYS[today.getUTCDay()]!;
    if (weekday === 'Monday') mondays += 1;
    yield {
      date: today.toISOString().slice(0, 10),
      month: MONTHS[today.getUTCMonth()]!,
      day: today.getUTCDate(),
      isLastOfMonth: new Date(midnight + DAY).getUTCDate() === 1,
      weekday,
      midnight,
      days,
      mondays,
    };
  }
}
