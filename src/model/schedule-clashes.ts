import { MINUTE } from './recurrence/local-time.js';
import type { Thing } from './schedule-things.js';

/** Runs that are closer may get into each other's way (seed: space runs at least 15 minutes apart). In milliseconds. */
const APART = 15 * MINUTE;

/** A schedule with what its runs touch, and how long they usually take, in milliseconds; 0 where nobody knows yet. */
export interface TimedSchedule {
  things: readonly Thing[];
  duration: number;
}

/** What two schedules touch at about the same time. */
export interface Clash {
  /** `table employee of connection hr` */
  things: string[];
  /** The fires of the one schedule at about whose time the other one runs, ascending; and the first of them. */
  at: number[];
  first: number;
}

/**
 * Whether another schedule touches the same thing at about the same time: while the run of a fire usually takes, or
 * less than 15 minutes before or after.
 *
 * @param fires of the first schedule, ascending; milliseconds since 1970.
 * @param other with its fires, ascending, between two instants.
 * @returns undefined where they do not.
 */
export function clashOf(
  fires: readonly number[],
  one: TimedSchedule,
  other: TimedSchedule & { fires: (from: number, to: number) => Iterable<number> },
): Clash | undefined {
  const shared = one.things.filter(({ key }) => other.things.some((thing) => thing.key === key));
  if (shared.length === 0) return undefined;
  const after = one.duration + APART;
  const end = (fires.at(-1) ?? -Infinity) + after;
  const firesBetween = searchAscending((from) => other.fires(from, end));
  // The other one has begun before this one has ended, and it ends after this one has begun, each with time between.
  const at = fires.filter((fire) => firesBetween(fire - other.duration - APART + 1, fire + after));
  const [first] = at;
  return first === undefined ? undefined : { things: [...new Set(shared.map(({ words }) => words))], first, at };
}

/** So many fires are passed over one by one before it is begun anew farther ahead: some are slow to begin with. */
const MOST_PASSED = 32;

/** Tells whether there is a fire with from <= fire < to, of stretches that are asked for in ascending order. */
function searchAscending(firesFrom: (from: number) => Iterable<number>): (from: number, to: number) => boolean {
  let next = -Infinity;
  let rest: Iterator<number> | undefined;
  return (from, to) => {
    for (let passed = 0; next < from; passed += 1) {
      if (rest === undefined || passed === MOST_PASSED) rest = firesFrom(from)[Symbol.iterator]();
      const found = rest.next();
      next = found.done === true ? Infinity : found.value;
    }
    return next < to;
  };
}
