import { isDeepStrictEqual } from 'node:util';

import type { StepProgress } from '../model/run-progress.js';
import { secondsLeft } from '../model/seconds-left.js';
import type { Database } from '../store/database.js';
import { noteStepProgress, type AttemptAtStep } from '../store/run-steps.js';

/** In milliseconds. */
const EVERY = 1000;

/** How far a step has come, as its work keeps it up to date. */
export type Reached = Omit<StepProgress, 'secondsLeft'>;

/**
 * Writes down every second, while the work is done, how far it has come, where that has changed. What could not be
 * written down fails nothing: the next second it is.
 */
export async function notingProgress<Result>(
  database: Database,
  at: AttemptAtStep,
  reached: Reached | undefined,
  work: () => Promise<Result>,
): Promise<Result> {
  if (reached === undefined) return work();
  const began = performance.now();
  let noted: Reached | undefined;
  let isNoting = false;
  const note = async (): Promise<void> => {
    const now = { ...reached };
    if (isNoting || isDeepStrictEqual(now, noted)) return;
    isNoting = true;
    try {
      await noteStepProgress(database, at, withTimeLeft(now, performance.now() - began));
      noted = now;
    } catch {
      // How far it has come matters less than that it goes on.
    }
    isNoting = false;
  };
  const timer = setInterval(() => void note(), EVERY);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

function withTimeLeft({ records, bytes, totalBytes }: Reached, elapsed: number): StepProgress {
  const left = bytes === undefined ? undefined : secondsLeft({ done: bytes, total: totalBytes, elapsed });
  return {
    records,
    ...(bytes === undefined ? {} : { bytes }),
    ...(totalBytes === undefined ? {} : { totalBytes }),
    ...(left === undefined ? {} : { secondsLeft: left }),
  };
}
