import { MINUTE } from './recurrence/local-time.js';
import { take } from './recurrence/take.js';
import { clashOf, type TimedSchedule } from './schedule-clashes.js';
import type { ScheduleFires } from './schedule-fires.js';
import type { ScheduleSurprise } from './schedule-surprise.js';

/** Another schedule of the site, which is enabled. */
export interface OtherSchedule extends TimedSchedule {
  name: string;
  resolved: ScheduleFires;
}

/** So many other schedules are named; that there are more is said. */
const MOST_NAMED = 20;

/**
 * What real durations tell of the next fires of a schedule: that its runs take longer than the time between them, and
 * which other schedules touch the same file or table at about the same time: each said once.
 */
export function runSurprises(
  next: readonly number[],
  one: TimedSchedule,
  others: readonly OtherSchedule[],
): ScheduleSurprise[] {
  const clashes = [...take(MOST_NAMED + 1, clashesWith(next, one, others))];
  return [
    ...longerThanInterval(next, one),
    ...clashes.slice(0, MOST_NAMED),
    ...(clashes.length > MOST_NAMED ? [MORE] : []),
  ];
}

function longerThanInterval(next: readonly number[], { duration }: TimedSchedule): ScheduleSurprise[] {
  const distances = next.slice(1).map((at, index) => ({ at, apart: at - (next[index] ?? -Infinity) }));
  const short = distances.find(({ apart }) => apart < duration);
  if (short === undefined) return [];
  const message = `A run usually takes ${minutes(duration)}: the next one is due after ${minutes(short.apart)}.`;
  return [{ kind: 'longer-than-interval', at: short.at, message }];
}

const MORE: ScheduleSurprise = {
  kind: 'clash',
  message: `More than ${MOST_NAMED} schedules touch the same at about the same time: not all of them are named.`,
};

function* clashesWith(
  next: readonly number[],
  one: TimedSchedule,
  others: readonly OtherSchedule[],
): Generator<ScheduleSurprise> {
  for (const { name, resolved, ...other } of others) {
    const clash = clashOf(next, one, { ...other, fires: (from, to) => runningFires(resolved, from, to) });
    if (clash === undefined) continue;
    const often = clash.at.length === 1 ? 'once' : `${clash.at.length} times`;
    const message = `The schedule ${name} touches ${clash.things.join(' and ')} at about the same time, ${often} in the next ${next.length} fires.`;
    yield { kind: 'clash', at: clash.first, fires: clash.at, message };
  }
}

function* runningFires({ fires, isHoliday }: ScheduleFires, from: number, to: number): Generator<number> {
  for (const at of fires(from, to)) if (!isHoliday(at)) yield at;
}

function minutes(milliseconds: number): string {
  return `${Math.round(milliseconds / (MINUTE / 10)) / 10} minutes`;
}
