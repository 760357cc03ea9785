import type { ScheduleTimes } from '../../../../src/model/recurrence/schedule-times.js';
import { MONTHS } from './days.js';

/** The instants, ascending, that Temporal's server is told of, with from <= instant < to. */
export function expand({ calendars, intervals, startAt, endAt }: ScheduleTimes, from: number, to: number): number[] {
  const instants: number[] = [];
  for (const { year, month, dayOfMonth, hour, minute } of calendars) {
    const inYear = MONTHS.findIndex((name) => name.toUpperCase() === month);
    for (const { start, end } of dayOfMonth) {
      for (let day = start; day <= end; day += 1) instants.push(Date.UTC(year, inYear, day, hour, minute));
    }
  }
  for (const { every, offset } of intervals) {
    for (let at = Math.floor(from / every) * every + offset; at < to; at += every) instants.push(at);
  }
  const within = [Math.max(from, startAt ?? from), Math.min(to - 1, endAt ?? to)] as const;
  return instants.filter((at) => at >= within[0] && at <= within[1]).sort((one, other) => one - other);
}
