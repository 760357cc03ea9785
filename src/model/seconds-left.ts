/** How much of a work is done, and in how many milliseconds. */
export interface WorkDone {
  done: number;
  /** Undefined where it is not known. */
  total: number | undefined;
  elapsed: number;
}

/**
 * How long what is left takes at the speed so far: whole seconds, rounded up. Undefined while there is no speed to go by,
 * and when nothing is left.
 */
export function secondsLeft({ done, total, elapsed }: WorkDone): number | undefined {
  if (total === undefined || done <= 0 || done >= total || elapsed <= 0) return undefined;
  return Math.ceil((elapsed * (total - done)) / done / 1000);
}
