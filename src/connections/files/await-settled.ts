import { setTimeout as delay } from 'node:timers/promises';

import type { FileStat } from './file-system.js';

/** A file that still changes after so many times the time it must be left alone is given up. */
const PATIENCE = 10;

/**
 * Waits until a file's size and time have not changed for `seconds`, and gives the file as it then is; undefined when it
 * went on changing.
 *
 * A file whose time is older than that need not be watched. That time is of the folder's clock, which may be another
 * computer's: where it is ahead, what counts is how long the file was seen unchanged; where it is behind by more than
 * `seconds`, a file may seem settled too early.
 *
 * @param look gives the file as it is now.
 * @throws AbortError when `signal` aborts.
 */
export async function awaitSettled(
  look: () => Promise<FileStat>,
  seconds: number,
  signal: AbortSignal,
): Promise<FileStat | undefined> {
  const needed = seconds * 1000;
  const began = performance.now();
  let since = began;
  let seen = await look();
  while (since - began <= needed * PATIENCE) {
    const unchanged = Math.max(performance.now() - since, Date.now() - seen.modifiedAt);
    if (unchanged >= needed) return seen;
    await delay(needed - unchanged, undefined, { signal });
    const now = await look();
    if (now.size !== seen.size || now.modifiedAt !== seen.modifiedAt) since = performance.now();
    seen = now;
  }
  return undefined;
}
