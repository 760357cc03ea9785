import { availableParallelism } from 'node:os';

import pLimit from 'p-limit';

const limit = pLimit(availableParallelism());

/**
 * Waits until fewer processes than this machine has processors are at work: more would each need their memory (up to
 * 0.25 GB) and none would be sooner done.
 *
 * @param signal its reason is thrown when it aborts
 * @returns what ends the turn
 */
export async function takeTurn(signal: AbortSignal): Promise<() => void> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(signal.reason as Error);
    signal.addEventListener('abort', giveUp, { once: true });
    void limit(
      () =>
        new Promise<void>((end) => {
          signal.removeEventListener('abort', giveUp);
          if (signal.aborted) end();
          else resolve(end);
        }),
    );
  });
}
