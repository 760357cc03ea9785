import { MONTHS, WEEKDAYS, type Month, type Weekday } from './calendar-words.js';
import { compact, END_OF_TIME } from './local-time.js';
import { localTimes } from './local-times.js';
import type { DayOfMonth } from './months.js';
import { isDayBased, type Recurrence, type ResolvedRecurrence } from './recurrence.js';
import { lastInstant, startInstant, startOf } from './span.js';

/**
 * A recurrence in RFC 5545: its DTSTART, a line end, and its RRULE, which a One Time has not.
 *
 * DTSTART is the first local time of the recurrence, as the two must agree (3.8.5.3). That of By Hour and By Minute is in
 * UTC, where hours and minutes are elapsed time; UNTIL always is (3.3.10). How a gap and a fold are taken, RFC 5545 has no
 * words for.
 */
export function ruleText(recurrence: ResolvedRecurrence): string {
  const start = dtstart(recurrence);
  return recurrence.repeats === 'One Time' ? start : `${start}\nRRULE:${ruleOf(recurrence)}${until(recurrence)}`;
}

function dtstart(recurrence: ResolvedRecurrence): string {
  if (!isDayBased(recurrence)) return `DTSTART:${compact(startInstant(recurrence))}Z`;
  const [first = startOf(recurrence)] = localTimes(recurrence, -Infinity, END_OF_TIME);
  return `DTSTART;TZID=${recurrence.timeZone}:${compact(first)}`;
}

function until(recurrence: ResolvedRecurrence): string {
  const last = lastInstant(recurrence);
  return last === undefined ? '' : `;UNTIL=${compact(last)}Z`;
}

function ruleOf(recurrence: Exclude<Recurrence, { repeats: 'One Time' }>): string {
  switch (recurrence.repeats) {
    case 'By Month':
      return `FREQ=MONTHLY${byMonth(recurrence.months)};BYMONTHDAY=${byMonthDay(recurrence.days)}`;
    case 'By Week':
      return `FREQ=WEEKLY${interval(recurrence.every)};BYDAY=${byDay(recurrence.days)};WKST=MO`;
    case 'By Day':
      return `FREQ=DAILY${interval(recurrence.every)}`;
    case 'By Hour':
      return `FREQ=HOURLY${interval(recurrence.every)}`;
    case 'By Minute':
      return `FREQ=MINUTELY${interval(recurrence.every)}`;
    case 'By Rule':
      return recurrence.rule;
  }
}

function interval(every: number): string {
  return every === 1 ? '' : `;INTERVAL=${every}`;
}

function byMonth(chosen: readonly Month[]): string {
  const numbers = MONTHS.flatMap((name, index) => (chosen.includes(name) ? index + 1 : []));
  return numbers.length === MONTHS.length ? '' : `;BYMONTH=${numbers.join(',')}`;
}

function byMonthDay(chosen: readonly DayOfMonth[]): string {
  return [...new Set(chosen)].map((day) => (day === 'last' ? -1 : day)).join(',');
}

function byDay(chosen: readonly Weekday[]): string {
  const names = WEEKDAYS.filter((name) => chosen.includes(name));
  return names.map((name) => name.slice(0, 2).toUpperCase()).join(',');
}
