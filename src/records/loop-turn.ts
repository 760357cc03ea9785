import { setImmediate } from 'node:timers/promises';

let last = Promise.resolve();

/**
 * Resolves when it is the caller's turn to keep the event loop busy, in the order of the asking: one caller in each round
 * of the loop. So what waits for the loop, a heartbeat or a halt, waits for one block of records, however many files are
 * read at the same time.
 */
export async function loopTurn(): Promise<void> {
  last = last.then(() => setImmediate());
  return last;
}
