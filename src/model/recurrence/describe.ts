import { MONTHS, WEEKDAYS, type Month, type Weekday } from './calendar-words.js';
import { dateInWords, listInWords } from './in-words.js';
import { midnight } from './local-time.js';
import type { DayOfMonth } from './months.js';
import type { ResolvedRecurrence } from './recurrence.js';
import { lastDateOf } from './span.js';

/** A recurrence in words: `Every 2 weeks on Monday at 06:00 Australia/Sydney, from 5 Oct 2026, forever`. */
export function describeRecurrence(recurrence: ResolvedRecurrence): string {
  const { startDate, startTime, timeZone } = recurrence;
  const from = dateInWords(midnight(startDate));
  const clock = `${startTime} ${timeZone}`;
  const span = `from ${from}, ${until(recurrence)}`;
  switch (recurrence.repeats) {
    case 'One Time':
      return `Once, on ${from} at ${clock}`;
    case 'By Month':
      return `On ${days(recurrence.days)} of ${months(recurrence.months)} at ${clock}, ${span}`;
    case 'By Week':
      return `${every(recurrence.every, 'week')} on ${weekdays(recurrence.days)} at ${clock}, ${span}`;
    case 'By Day':
      return `${every(recurrence.every, 'day')} at ${clock}, ${span}`;
    case 'By Hour':
      return `${every(recurrence.every, 'hour')} from ${clock}, ${span}`;
    case 'By Minute':
      return `${every(recurrence.every, 'minute')} from ${clock}, ${span}`;
    case 'By Rule':
      // The rule may say at what times; what its startTime is for, only the rule tells.
      return `By the rule ${recurrence.rule}, from ${from} at ${clock}, ${until(recurrence)}`;
  }
}

function until(recurrence: ResolvedRecurrence): string {
  const last = lastDateOf(recurrence);
  return last === undefined ? 'forever' : `until ${dateInWords(midnight(last))}`;
}

function every(count: number, unit: string): string {
  return count === 1 ? `Every ${unit}` : `Every ${count} ${unit}s`;
}

function days(chosen: readonly DayOfMonth[]): string {
  const numbers = [...new Set(chosen)].filter((day) => day !== 'last').sort((one, other) => one - other);
  const names = numbers.map((day) => `day ${day}`);
  return listInWords(chosen.includes('last') ? [...names, 'the last day'] : names);
}

function months(chosen: readonly Month[]): string {
  const names = MONTHS.filter((name) => chosen.includes(name));
  return names.length === MONTHS.length ? 'every month' : listInWords(names);
}

function weekdays(chosen: readonly Weekday[]): string {
  return listInWords(WEEKDAYS.filter((name) => chosen.includes(name)));
}
