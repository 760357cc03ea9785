import type { FileSystem } from '../../../../src/connections/files/file-system.js';

/** Everything that changes something. */
const CHANGES = new Set<PropertyKey>([
  'write',
  'rename',
  'moveUnlessTaken',
  'makeFolder',
  'removeFile',
  'removeFolder',
]);

/**
 * Does `work` until it is about to make change number `stop` (from 0), and leaves it there for ever: as when the process
 * had been killed, nothing that comes after is done, no error is seen and nothing is cleaned up.
 *
 * @returns whether it was cut off; false when `work` ended before.
 */
export async function cutOff(
  stop: number,
  fs: FileSystem,
  work: (fs: FileSystem) => Promise<unknown>,
): Promise<boolean> {
  let made = 0;
  return new Promise<boolean>((resolve, reject) => {
    const counted = new Proxy(fs, {
      get: (target, name) => {
        const property: unknown = Reflect.get(target, name);
        if (typeof property !== 'function') return property;
        return (...given: unknown[]): unknown => {
          if (!CHANGES.has(name) || made++ !== stop) return Reflect.apply(property, target, given);
          resolve(true);
          return new Promise(() => undefined);
        };
      },
    });
    work(counted).then(() => resolve(false), reject);
  });
}
