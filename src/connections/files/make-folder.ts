import { join } from 'node:path/posix';

import type { FileSystem } from './file-system.js';
import { IntegratorError } from '../../model/errors.js';

/**
 * Makes the folder where it is missing, and those it is in. A link on the way is refused even if it leads nowhere bad:
 * whoever may put files into the connection's folder could else have us put them anywhere.
 *
 * @throws IntegratorError `connection-invalid` when something else stands there.
 */
export async function makeFolder(fs: FileSystem, path: string): Promise<void> {
  let made = '';
  for (const part of path.split('/')) {
    made = join(made, part);
    await makeOne(fs, made);
  }
}

/** What stands there is looked at afterwards: not every system says that a folder was there already. */
async function makeOne(fs: FileSystem, path: string): Promise<void> {
  try {
    await fs.makeFolder(path);
  } catch (error) {
    const there = await fs.stat(path);
    if (there?.kind === 'folder') return;
    if (there === undefined) throw error;
    const message = `${join(fs.name, path)} is no folder, or a link to one. Remove it, or name another folder in the source.`;
    throw new IntegratorError('connection-invalid', message);
  }
}
