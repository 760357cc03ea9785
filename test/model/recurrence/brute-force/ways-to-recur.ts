import type { Span, Written } from './brute-force.js';
import type { Change } from './changes.js';
import { inGreenwich } from './wall-clock.js';
import { dayOf, type Day } from './days.js';

const DAY = 24 * 60 * 60_000;

/** The five kinds of recurrence that are made of choices. */
type Recurring = Exclude<Written, { repeats: 'One Time' }>;
export type Kind = Recurring['repeats'];

/** The date so many days before another. */
export function daysBefore(date: string, days: number): string {
  return new Date(inGreenwich(`${date} 00:00`) - days * DAY).toISOString().slice(0, 10);
}

/** Recurrences of one kind that meet a change of the clock, most of them at the time that it skips or shows twice. */
type Meeting = (starting: (daysBefore: number) => Span, today: Day) => Recurring[];

const MEETING: Record<Kind, Meeting> = {
  'By Month': (starting, { day, month }) => [
    { repeats: 'By Month', days: [day, 29, 30, 31, 'last'], ...starting(100) },
    { repeats: 'By Month', days: ['last', day], months: ['January', 'February', 'April', month], ...starting(200) },
    { repeats: 'By Month', days: [31, day], ...starting(0) },
  ],
  'By Week': (starting, { weekday }) => [
    { repeats: 'By Week', every: 1, days: [weekday], ...starting(21) },
    { repeats: 'By Week', every: 2, days: ['Wednesday', weekday, 'Monday'], ...starting(28) },
    { repeats: 'By Week', every: 3, days: [weekday, 'Sunday'], ...starting(0) },
  ],
  'By Day': (starting) => [
    { repeats: 'By Day', every: 1, ...starting(3) },
    { repeats: 'By Day', every: 3, ...starting(9) },
    { repeats: 'By Day', every: 10, ...starting(0) },
  ],
  'By Hour': (starting) => [
    { repeats: 'By Hour', every: 1, ...starting(1) },
    { repeats: 'By Hour', every: 5, ...starting(1) },
    { repeats: 'By Hour', every: 24, ...starting(0) },
  ],
  'By Minute': (starting) => [
    { repeats: 'By Minute', every: 30, ...starting(1) },
    { repeats: 'By Minute', every: 5, ...starting(0) },
    { repeats: 'By Minute', every: 10_080, ...starting(14) },
  ],
};

export const KINDS = Object.keys(MEETING) as Kind[];

/** Several recurrences of a kind: they begin a few fires before a change, or with it, at its time. */
export function meetingChange(kind: Kind, timeZone: string, change: Change): Recurring[] {
  const starting = (days: number) => ({ timeZone, startDate: daysBefore(change.date, days), startTime: change.time });
  return MEETING[kind](starting, dayOf(change.date));
}

/** What may be chosen for a time that the clock skips, or shows twice; where it is the same, one of it. */
export function choicesFor({ is }: Change): Pick<Span, 'gap' | 'fold'>[] {
  if (is === 'gap') return [{}, { gap: 'next' }, { gap: 'skip', fold: 'second' }];
  if (is === 'fold') return [{}, { fold: 'first', gap: 'skip' }, { fold: 'second' }, { fold: 'both' }];
  return [{}];
}
