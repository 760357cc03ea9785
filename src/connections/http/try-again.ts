import { setTimeout as wait } from 'node:timers/promises';

import { IntegratorError, isRetryable } from '../../model/errors.js';

/** Tries in all; Temporal tries the whole step again later. */
const TRIES = 5;
/** The longest pause before the second try, in milliseconds; it doubles with each. */
const FIRST_PAUSE = 250;
/** Who asks to be left alone for longer, in seconds, is not waited for. */
const LONGEST_WAIT = 30;

/**
 * Does what may fail for a moment again, after pauses that grow and are drawn at random, so that many callers do not come
 * back at once (exponential back-off with full jitter). A Retry-After is waited for.
 *
 * @param attempt throws IntegratorError; a retryable one is tried again, after `details.retryAfterSeconds` at the earliest.
 */
export async function tryAgain<T>(attempt: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      const pause = tries < TRIES ? pauseAfter(error, tries) : undefined;
      if (pause === undefined) throw error;
      await wait(pause, undefined, { signal }).catch(() => signal.throwIfAborted());
    }
  }
}

/**
 * How long to wait after that many tries, in milliseconds; undefined where there is nothing to wait for.
 *
 * @param random from 0 to 1.
 */
export function pauseAfter(error: unknown, tries: number, random = Math.random()): number | undefined {
  if (!(error instanceof IntegratorError) || !isRetryable(error.code)) return undefined;
  const asked = Number(error.details.retryAfterSeconds ?? 0);
  if (asked > LONGEST_WAIT) return undefined;
  return Math.max(asked * 1000, random * FIRST_PAUSE * 2 ** (tries - 1));
}
