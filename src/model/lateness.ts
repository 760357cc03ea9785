import type { Schedule } from './schedule.js';

/** How long after it was due a fire may still begin, in milliseconds: its jitter, and what is made up for after an outage. */
export function mayBeLate({
  catchUpMinutes,
  jitterSeconds,
}: Pick<Schedule, 'catchUpMinutes' | 'jitterSeconds'>): number {
  return catchUpMinutes * 60_000 + jitterSeconds * 1000;
}
