import type { Stats } from 'node:fs';
import { lstat } from 'node:fs/promises';

import { causeInFile } from './file-not-found.js';

/**
 * Whether a done file speaks of the file as it is: one that came before the file's last change speaks of an earlier file
 * of that name. Its `ctime` tells when it came, as a `mtime` may be copied from elsewhere. False when either is missing.
 *
 * @param doneFile and `file` are paths.
 */
export async function speaksOf(doneFile: string, file: string): Promise<boolean> {
  const [done, about] = [await lookAt(doneFile), await lookAt(file)];
  return done !== undefined && about !== undefined && done.ctimeMs >= Math.min(about.mtimeMs, about.ctimeMs);
}

async function lookAt(path: string): Promise<Stats | undefined> {
  try {
    const stats = await lstat(path);
    return stats.isFile() ? stats : undefined;
  } catch (error) {
    if (causeInFile(error) === undefined) throw error;
    return undefined;
  }
}
