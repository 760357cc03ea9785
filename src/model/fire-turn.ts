import type { Overlap } from './schedule.js';

/** A fire of a schedule that has not ended. */
export interface OpenFire {
  run: string;
  /** In milliseconds since 1970. */
  intendedAt: number;
  state: 'waiting' | 'running';
}

/** What a fire is to do now. */
export type FireTurn = 'run' | 'wait' | 'refuse';

/**
 * What becomes of a fire while other fires of its schedule are open; asked again each time that one of them has ended.
 *
 * @param others the open fires of the schedule but this one.
 */
export function fireTurn(overlap: Overlap, intendedAt: number, others: readonly OpenFire[]): FireTurn {
  const isLatest = others.every((other) => other.intendedAt < intendedAt);
  const isFirst = others.every((other) => other.state === 'running' || other.intendedAt > intendedAt);
  const isRunning = others.some(({ state }) => state === 'running');
  switch (overlap) {
    case 'allow':
      return 'run';
    case 'skip':
      return isRunning ? 'refuse' : 'run';
    case 'queue':
      // One waits; those that come while it does are too many.
      if (!isFirst) return 'refuse';
      return isRunning ? 'wait' : 'run';
    case 'cancel':
      // The latest takes the place of all before it.
      if (!isLatest) return 'refuse';
      return isRunning ? 'wait' : 'run';
  }
}
