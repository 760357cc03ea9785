import type { Stats } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';

import { causeInFile, fileNotFound } from './file-not-found.js';
import type { TakenFile } from './taken-file.js';
import { whereabouts } from './whereabouts.js';

/**
 * The file as it is now. A link is no file: it may lead anywhere.
 *
 * @throws IntegratorError `file-not-found`, telling where it may be instead.
 */
export async function findFile(folder: string, taken: TakenFile): Promise<Stats> {
  let cause: string | undefined;
  try {
    const stats = await lstat(join(folder, taken.file));
    if (stats.isFile()) return stats;
    cause = 'it is no file';
  } catch (error) {
    cause = causeInFile(error);
    if (cause === undefined) throw error;
  }
  throw fileNotFound(folder, taken.file, cause, await whereabouts(folder, taken));
}
