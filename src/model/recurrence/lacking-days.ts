import { monthName } from './calendar-words.js';
import { instantOf } from './instants-of.js';
import { DAY } from './local-time.js';
import { lengthOf, monthsFrom } from './months.js';
import type { ResolvedRecurrence } from './recurrence.js';
import { startOf } from './span.js';
import type { Surprise } from './surprise.js';
import { localTimeAt } from './zone.js';

/** Where a month between two instants lacks a day on which it ought to run; told at the end of that month. */
export function* lackingDays(recurrence: ResolvedRecurrence, from: number, to: number): Generator<Surprise> {
  if (recurrence.repeats !== 'By Month') return;
  const { timeZone, months, days } = recurrence;
  const start = startOf(recurrence);
  const last = localTimeAt(to, timeZone);
  for (const month of monthsFrom(Math.max(start, localTimeAt(from, timeZone)), months)) {
    if (month > last) return;
    const length = lengthOf(month);
    const at = instantOf(month + (length - 1) * DAY + (start % DAY), recurrence);
    const name = `${monthName(month)} ${new Date(month).getUTCFullYear()}`;
    const lacking = [...new Set(days)].filter((day) => day !== 'last' && day > length);
    yield* lacking.map((day): Surprise => ({ kind: 'day-lacking', at, message: `${name} has no day ${day}.` }));
  }
}
