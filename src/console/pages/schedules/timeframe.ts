import { MONTHS, WEEKDAYS } from '../../../model/recurrence/calendar-words.js';
import { DAY, dateOf, midnight } from '../../../model/recurrence/local-time.js';

export const TIMEFRAMES = ['day', 'week', 'month'] as const;
/** How much of time is shown at once. */
export type Timeframe = (typeof TIMEFRAMES)[number];

/** The dates of the timeframe in which a date lies, ascending: `2026-10-05`. A week begins on Monday. */
export function daysOf(timeframe: Timeframe, date: string): string[] {
  const first = firstOf(timeframe, date);
  const next = firstOf(timeframe, stepTimeframe(timeframe, dateOf(first), 1));
  return Array.from({ length: (next - first) / DAY }, (_, index) => dateOf(first + index * DAY));
}

/** The same date a timeframe later or earlier; of a shorter month, its last. */
export function stepTimeframe(timeframe: Timeframe, date: string, by: 1 | -1): string {
  if (timeframe !== 'month') return dateOf(midnight(date) + by * DAY * (timeframe === 'week' ? 7 : 1));
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + by, 0)).getUTCDate();
  return dateOf(Date.UTC(year, month - 1 + by, Math.min(day, last)));
}

/** How many days of the week come before a date: 0 is Monday. */
export function weekdayOf(date: string): number {
  return (new Date(midnight(date)).getUTCDay() + 6) % 7;
}

/** `October 2026`, `5 Oct – 11 Oct 2026`, `Monday 5 October 2026`. */
export function titleOf(timeframe: Timeframe, date: string): string {
  const year = date.slice(0, 4);
  if (timeframe === 'month') return `${monthOf(date)} ${year}`;
  if (timeframe === 'day') return `${dayInWords(date)} ${year}`;
  const days = daysOf('week', date);
  const [first = date, last = date] = [days[0], days.at(-1)];
  return `${shortDay(first)} – ${shortDay(last)} ${last.slice(0, 4)}`;
}

/** `Monday 5 October` */
export function dayInWords(date: string): string {
  return `${WEEKDAYS[weekdayOf(date)] ?? ''} ${Number(date.slice(8))} ${monthOf(date)}`;
}

function shortDay(date: string): string {
  return `${Number(date.slice(8))} ${monthOf(date).slice(0, 3)}`;
}

function monthOf(date: string): string {
  return MONTHS[Number(date.slice(5, 7)) - 1] ?? '';
}

function firstOf(timeframe: Timeframe, date: string): number {
  if (timeframe === 'month') return midnight(`${date.slice(0, 8)}01`);
  return midnight(date) - (timeframe === 'week' ? weekdayOf(date) * DAY : 0);
}
