import { WEEKDAYS } from './calendar-words.js';
import { DAY, END_OF_TIME, type LocalTime } from './local-time.js';
import { daysIn, monthsFrom } from './months.js';
import type { DayBased } from './recurrence.js';
import { ruleTimes } from './rule-times.js';
import { endOf, startOf } from './span.js';

type Repeating<Repeats extends DayBased['repeats']> = Extract<DayBased, { repeats: Repeats }>;

const WEEK = 7 * DAY;

/** The local times of a recurrence with from <= time < to, ascending, lazily. */
export function* localTimes(recurrence: DayBased, from: LocalTime, to: LocalTime): Generator<LocalTime> {
  const first = Math.max(from, startOf(recurrence));
  const end = Math.min(to, endOf(recurrence) ?? END_OF_TIME);
  for (const at of candidates(recurrence, first, end)) {
    if (at >= end) return;
    if (at >= first) yield at;
  }
}

/** Ascending, beginning at `from` or a little before it, and going on beyond `to`. */
function candidates(recurrence: DayBased, from: LocalTime, to: LocalTime): Iterable<LocalTime> {
  switch (recurrence.repeats) {
    case 'One Time':
      return [startOf(recurrence)];
    case 'By Day':
      return every(recurrence.every * DAY, startOf(recurrence), from);
    case 'By Week':
      return byWeek(recurrence, from);
    case 'By Month':
      return byMonth(recurrence, from);
    case 'By Rule':
      return ruleTimes(recurrence.rule, startOf(recurrence), from, to);
  }
}

function* every(step: number, start: LocalTime, from: LocalTime): Generator<LocalTime> {
  for (let at = start + Math.floor((from - start) / step) * step; ; at += step) yield at;
}

/** Weeks begin on Monday and are counted from that of the start. */
function* byWeek(recurrence: Repeating<'By Week'>, from: LocalTime): Generator<LocalTime> {
  const start = startOf(recurrence);
  // 1970 began on a Thursday.
  const monday = start - ((Math.floor(start / DAY) + 3) % 7) * DAY;
  const days = WEEKDAYS.flatMap((name, index) => (recurrence.days.includes(name) ? index * DAY : []));
  for (const week of every(recurrence.every * WEEK, monday, from)) yield* days.map((day) => week + day);
}

function* byMonth(recurrence: Repeating<'By Month'>, from: LocalTime): Generator<LocalTime> {
  const timeOfDay = startOf(recurrence) % DAY;
  for (const month of monthsFrom(from, recurrence.months)) {
    yield* daysIn(month, recurrence.days).map((day) => day + timeOfDay);
  }
}
