import { calendarEntries, entryOf, type CalendarEntry } from './calendar-entries.js';
import { stepOf } from './elapsed-fires.js';
import { DAY, END_OF_TIME } from './local-time.js';
import { isDayBased, type Elapsed, type Resolved, type ResolvedRecurrence } from './recurrence.js';
import { lastInstant, startInstant } from './span.js';
import { take } from './take.js';

/** When a Schedule of Temporal fires: the parts of its spec. Times and durations are in milliseconds. */
export interface ScheduleTimes {
  calendars: CalendarEntry[];
  intervals: { every: number; offset: number }[];
  startAt?: number;
  endAt?: number;
  /** Fires before this are in it, later ones are not: it is to be made again in time. */
  until: number;
}

/** How far calendars reach: so many months after the present one, and so many fires. */
const MONTHS_AHEAD = 25;
const FIRES_AHEAD = 10;

/** More calendars than these are too many for a Schedule; but these days are always in it. */
const MOST_CALENDARS = 400;
const LEAST_DAYS = 8;

/** The fires of a recurrence with from <= fire < to, ascending, lazily. */
type FiresWithin = (from: number, to?: number) => Iterable<number>;

/**
 * What Temporal's Schedule is given for a recurrence. Elapsed time is an interval with a phase; all else is exact instants
 * in UTC, as Temporal's own calendars pass over a gap and fire twice in a fold (temporal#8205).
 *
 * The calendars begin and end with a month, so that they stay the same until one turns. Where those of two years are too
 * many, they begin and end with a day.
 *
 * @param fires its fires; those that are left of them, or have moved, where the site has holidays.
 * @param catchUp how far back, in milliseconds, a missed fire is made up for.
 */
export function scheduleTimes(
  fires: FiresWithin,
  recurrence: ResolvedRecurrence,
  now: number,
  catchUp: number,
): ScheduleTimes {
  if (!isDayBased(recurrence)) return intervalTimes(recurrence);
  const from = monthOf(now - catchUp);
  const until = reach(fires, now);
  const excess = dayOfExcess(fires(from, until));
  return excess === undefined ? calendarTimes(fires, from, until) : denseTimes(fires, until, now, catchUp);
}

function intervalTimes(recurrence: Resolved<Elapsed>): ScheduleTimes {
  const startAt = startInstant(recurrence);
  const endAt = lastInstant(recurrence);
  const every = stepOf(recurrence);
  return {
    calendars: [],
    intervals: [{ every, offset: startAt % every }],
    startAt,
    ...(endAt !== undefined && { endAt }),
    until: END_OF_TIME,
  };
}

function calendarTimes(fires: FiresWithin, from: number, until: number): ScheduleTimes {
  return { calendars: calendarEntries(fires(from, until)), intervals: [], until };
}

function denseTimes(fires: FiresWithin, most: number, now: number, catchUp: number): ScheduleTimes {
  const from = dayOf(now - catchUp);
  const least = dayOf(now) + LEAST_DAYS * DAY;
  return calendarTimes(fires, from, Math.max(least, dayOfExcess(fires(from, most)) ?? most));
}

/** The end of a month that has two years, and some fires, between the present month and itself. */
function reach(fires: FiresWithin, now: number): number {
  const last = Math.max(now, ...take(FIRES_AHEAD, fires(monthOf(now, 1))));
  return Math.max(monthOf(now, MONTHS_AHEAD), monthOf(last, 1));
}

/** The day whose fires are more than calendars can be; undefined where all can be. */
function dayOfExcess(instants: Iterable<number>): number | undefined {
  const entries = new Set<string>();
  for (const at of instants) {
    if (entries.add(entryOf(at)).size > MOST_CALENDARS) return dayOf(at);
  }
  return undefined;
}

/** The beginning of the UTC month in which a time lies, or of one after it. */
function monthOf(at: number, later = 0): number {
  const date = new Date(at);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + later);
}

/** The beginning of the UTC day. */
function dayOf(at: number): number {
  return Math.floor(at / DAY) * DAY;
}
