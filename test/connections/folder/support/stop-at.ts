import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

/** Every call that changes a folder. */
const CHANGES = ['link', 'mkdir', 'rename', 'rmdir', 'unlink'] as const;

/**
 * Does `work` until it is about to make change number `stop` (from 0) to the file system, and leaves it there for ever: as
 * when the process had been killed, nothing that comes after is done, no error is seen and nothing is cleaned up.
 *
 * @returns whether it stopped; false when `work` ended before.
 */
export async function stopAt(stop: number, work: () => Promise<unknown>): Promise<boolean> {
  const original = { ...fs };
  let made = 0;
  const { promise: stopped, resolve } = withResolver();
  const stopping =
    <Given extends unknown[], Result>(change: (...given: Given) => Promise<Result>) =>
    (...given: Given): Promise<Result> => {
      if (made++ !== stop) return change(...given);
      resolve();
      return new Promise(() => undefined);
    };
  for (const name of CHANGES) Object.assign(fs, { [name]: stopping(original[name] as () => Promise<unknown>) });
  syncBuiltinESMExports();
  try {
    return await Promise.race([stopped.then(() => true), work().then(() => false)]);
  } finally {
    Object.assign(fs, original);
    syncBuiltinESMExports();
  }
}

function withResolver(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}
