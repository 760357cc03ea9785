import { instantsShowing, lastMinuteOf, momentPast } from './wall-clock.js';
import { dayOf, daysBetween, type Day, type Month, type Weekday } from './days.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** As far as anybody looks: the end of what `Forever` means here. */
export const HORIZON = Date.parse('2101-01-01T00:00:00Z');
const HORIZON_DATE = '2101-01-02';

export interface Span {
  timeZone: string;
  startDate: string;
  startTime: string;
  end?: string;
  gap?: 'next' | 'skip';
  fold?: 'first' | 'second' | 'both';
}

/** A recurrence as a person writes it. */
export type Written =
  | (Omit<Span, 'end'> & { repeats: 'One Time' })
  | (Span & { repeats: 'By Month'; months?: Month[]; days: (number | 'last')[] })
  | (Span & { repeats: 'By Week'; every: number; days: Weekday[] })
  | (Span & { repeats: 'By Day'; every: number })
  | (Span & { repeats: 'By Hour'; every: number })
  | (Span & { repeats: 'By Minute'; every: number });

type OfDays = Extract<Written, { repeats: 'By Month' | 'By Week' | 'By Day' }>;

/**
 * The fires with from <= fire < to, found by living through every day: slow, and with nothing in it that is clever.
 *
 * It shares no code and no library with what it is the measure of, only the time zones of `Intl`.
 */
export function* bruteForce(written: Written, from: number, to = HORIZON): Generator<number> {
  switch (written.repeats) {
    case 'By Hour':
      yield* every(written.every * 60 * MINUTE, written, from, to);
      break;
    case 'By Minute':
      yield* every(written.every * MINUTE, written, from, to);
      break;
    case 'One Time':
      yield* onDays({ ...written, end: written.startDate }, () => true, from, to);
      break;
    default:
      yield* onDays(written, (day) => isChosen(written, day), from, to);
  }
}

function isChosen(written: OfDays, today: Day): boolean {
  const first = dayOf(written.startDate);
  switch (written.repeats) {
    case 'By Month': {
      const { months, days } = written;
      if (months !== undefined && !months.includes(today.month)) return false;
      return days.includes(today.day) || (days.includes('last') && today.isLastOfMonth);
    }
    case 'By Week':
      return (today.mondays - first.mondays) % written.every === 0 && written.days.includes(today.weekday);
    case 'By Day':
      return (today.days - first.days) % written.every === 0;
  }
}

/** The fires of a recurrence that names days, and `times` of each day. */
export function* onDays(
  span: Span,
  isChosen: (day: Day) => boolean,
  from: number,
  to: number,
  times = [span.startTime],
): Generator<number> {
  const { startDate, startTime, end = 'Forever' } = span;
  let coming: number[] = [];
  for (const day of daysBetween(startDate, end === 'Forever' ? HORIZON_DATE : end)) {
    const { midnight } = day;
    if (midnight > to + 3 * DAY) break;
    // Nothing a day brings lies more than a day before it. (The order of the wall clock is not always that of time.)
    if (coming.length > 0) {
      yield* ascending(coming, from, Math.min(to, midnight - DAY));
      coming = coming.filter((at) => at >= midnight - DAY);
    }
    if (!isChosen(day) || midnight < from - 3 * DAY) continue;
    const shown = times.map((time) => `${day.date} ${time}`).filter((time) => time >= `${startDate} ${startTime}`);
    coming.push(...shown.flatMap((time) => instantsOf(span, time)));
  }
  yield* ascending(coming, from, to);
}

function ascending(instants: number[], from: number, to: number): number[] {
  const within = instants.filter((at) => at >= from && at < to);
  return [...new Set(within)].sort((one, other) => one - other);
}

function instantsOf({ timeZone, gap = 'next', fold = 'first' }: Span, shown: string): number[] {
  const instants = instantsShowing(timeZone, shown);
  if (instants.length === 0) return gap === 'next' ? [momentPast(timeZone, shown)] : [];
  if (fold === 'both') return instants;
  return fold === 'first' ? instants.slice(0, 1) : instants.slice(-1);
}

/** The fires of a recurrence of elapsed time. */
function* every(step: number, span: Span, from: number, to: number): Generator<number> {
  const { timeZone, startDate, startTime, end = 'Forever', fold } = span;
  const [start] = instantsOf(
    { ...span, gap: 'next', fold: fold === 'second' ? fold : 'first' },
    `${startDate} ${startTime}`,
  );
  const last = end === 'Forever' ? HORIZON : lastMinuteOf(timeZone, end);
  for (let at = start!; at <= last && at < to; at += step) if (at >= from) yield at;
}
