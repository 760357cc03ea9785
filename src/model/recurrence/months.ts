import { MONTHS, monthName, type Month } from './calendar-words.js';
import { DAY, type LocalTime } from './local-time.js';

/** A day as By Month takes it. */
export type DayOfMonth = number | 'last';

/** The local times at which the chosen months begin: from the month in which `from` lies, ascending, for ever. */
export function* monthsFrom(from: LocalTime, chosen: readonly Month[]): Generator<LocalTime> {
  const date = new Date(from);
  for (let index = date.getUTCMonth(); ; index += 1) {
    const month = Date.UTC(date.getUTCFullYear(), index);
    if (chosen.includes(monthName(month))) yield month;
  }
}

/** The days of those chosen that a month has, ascending, each once: the local times at which they begin. */
export function daysIn(month: LocalTime, chosen: readonly DayOfMonth[]): LocalTime[] {
  const length = lengthOf(month);
  const days = chosen.map((day) => (day === 'last' ? length : day)).filter((day) => day <= length);
  return [...new Set(days)].sort((one, other) => one - other).map((day) => month + (day - 1) * DAY);
}

/** How many days a month has. */
export function lengthOf(month: LocalTime): number {
  const date = new Date(month);
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
}

const LEAP_YEAR = 2000;

/** Whether one of the months has one of the days, if only in leap years. */
export function haveOneOf(months: readonly Month[], days: readonly DayOfMonth[]): boolean {
  return months.some((name) => daysIn(Date.UTC(LEAP_YEAR, MONTHS.indexOf(name)), days).length > 0);
}
