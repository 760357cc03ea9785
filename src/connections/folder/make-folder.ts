import { lstat, mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { IntegratorError } from '../../model/errors.js';

/**
 * Makes `path` inside `folder`, where it is missing. A link on the way is refused even if it leads nowhere bad: whoever
 * may put files into the folder could else have us put them anywhere.
 *
 * @param path relative, with / between folders.
 * @throws IntegratorError `connection-invalid` when something else stands there.
 */
export async function makeFolder(folder: string, path: string): Promise<string> {
  let made = folder;
  for (const part of path.split('/')) {
    made = join(made, part);
    await makeOne(made);
  }
  return made;
}

async function makeOne(path: string): Promise<void> {
  try {
    await mkdir(path, 0o755);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if ((await lstat(path)).isDirectory()) return;
    const message = `${path} is no folder, or a link to one. Remove it, or name another folder in the source.`;
    throw new IntegratorError('connection-invalid', message);
  }
}
