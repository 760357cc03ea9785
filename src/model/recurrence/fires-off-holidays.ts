import { fires } from './fires.js';
import { moveOffHolidays, passHolidays, type Holidays } from './holidays.js';
import { DAY, END_OF_TIME, FIRST_DATE, midnight } from './local-time.js';
import type { ResolvedRecurrence } from './recurrence.js';

/** A day for the holiday, and a day for the zone. */
const AROUND = 2 * DAY;

/**
 * The fires with from <= fire < to, moved off holidays, ascending, lazily: also those that move into that time from
 * before or after it.
 */
export function* firesOffHolidays(
  recurrence: ResolvedRecurrence,
  holidays: Holidays,
  from: number,
  to = Infinity,
): Generator<number> {
  // Where there is a working day at either end, nothing from beyond it can come.
  const { dates } = holidays;
  const first = passHolidays(Math.max(from, midnight(FIRST_DATE)) - AROUND, { dates, policy: 'before' });
  const last = passHolidays(Math.min(to, END_OF_TIME) + AROUND, { dates, policy: 'after' });
  for (const at of moveOffHolidays(fires(recurrence, first - AROUND, last + AROUND), holidays, recurrence)) {
    if (at >= to) return;
    if (at >= from) yield at;
  }
}
