import { monthName, type Month } from './calendar-words.js';

/** Days of a month, both included. */
export interface DayRange {
  start: number;
  end: number;
}

/** The instants of one UTC month that have the same hour and minute, as Temporal's calendars take them. */
export interface CalendarEntry {
  year: number;
  month: Uppercase<Month>;
  dayOfMonth: DayRange[];
  hour: number;
  minute: number;
}

/** Exactly these instants, given ascending and with whole minutes. */
export function calendarEntries(instants: Iterable<number>): CalendarEntry[] {
  const entries = new Map<string, CalendarEntry>();
  for (const at of instants) {
    const key = entryOf(at);
    const entry = entries.get(key) ?? emptyEntry(new Date(at));
    entries.set(key, entry);
    addDay(entry.dayOfMonth, new Date(at).getUTCDate());
  }
  return [...entries.values()];
}

/** Which entry an instant is in: all with the same month, hour and minute share one. */
export function entryOf(instant: number): string {
  return new Date(instant).toISOString().replace(/^(\d{4}-\d\d)-\d\d/, '$1');
}

function emptyEntry(date: Date): CalendarEntry {
  return {
    year: date.getUTCFullYear(),
    month: monthName(date.getTime()).toUpperCase() as Uppercase<Month>,
    dayOfMonth: [],
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
  };
}

function addDay(ranges: DayRange[], day: number): void {
  const last = ranges.at(-1);
  if (last?.end === day - 1) last.end = day;
  else ranges.push({ start: day, end: day });
}
