import { instantsOf } from './instants-of.js';
import { DAY, dateOf, localTime, timeOf, type LocalTime } from './local-time.js';
import { isDayBased, type DayBased, type Resolved, type ResolvedRecurrence } from './recurrence.js';
import { localTimeAt } from './zone.js';

/** The holidays of a site, and where a fire on one goes: to the nearest day before it, or after it, that is none. */
export interface Holidays {
  /** Local dates: `2026-12-25`. */
  dates: ReadonlySet<string>;
  policy: 'before' | 'after';
}

/**
 * The fires, given ascending, with those on holidays moved to the same local time of another day: each once, ascending.
 * What counts elapsed time keeps to it, holiday or not.
 *
 * A fire may move into a time from outside it: who asks for a part of the time, asks `firesOffHolidays`.
 */
export function* moveOffHolidays(
  fires: Iterable<number>,
  holidays: Holidays,
  recurrence: ResolvedRecurrence,
): Generator<number> {
  if (!isDayBased(recurrence)) {
    yield* fires;
    return;
  }
  // Days keep their order as they move; the fires of several may become those of one.
  let today = '';
  let ofToday = new Set<number>();
  for (const at of fires) {
    const local = localTimeAt(at, recurrence.timeZone);
    const moved = passHolidays(local, holidays);
    if (dateOf(moved) !== today) {
      yield* inOrder(ofToday);
      today = dateOf(moved);
      ofToday = new Set();
    }
    for (const one of moved === local ? [at] : instantsOn(today, local, recurrence)) ofToday.add(one);
  }
  yield* inOrder(ofToday);
}

/** The same time of the nearest day that is no holiday: the day itself, or one before or after it. */
export function passHolidays(local: LocalTime, { dates, policy }: Holidays): LocalTime {
  const step = policy === 'after' ? DAY : -DAY;
  let day = local;
  while (dates.has(dateOf(day))) day += step;
  return day;
}

/** A fire that comes late because of a gap comes at its own time on another day; only a rule does not tell which that is. */
function instantsOn(date: string, local: LocalTime, recurrence: Resolved<DayBased>): number[] {
  const timeOfDay = recurrence.repeats === 'By Rule' ? timeOf(local) : recurrence.startTime;
  return instantsOf(localTime(date, timeOfDay), recurrence);
}

function inOrder(instants: ReadonlySet<number>): number[] {
  return [...instants].sort((one, other) => one - other);
}
