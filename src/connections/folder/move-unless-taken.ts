import { link, lstat, unlink } from 'node:fs/promises';

import type { Unmoved } from '../files/file-system.js';

/** Links are not to be had: the file system has none, or (protected_hardlinks) the file belongs to somebody else. */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);

/**
 * Moves a file to a name that is free. A rename would overwrite a file that comes in the same moment; a link does not.
 * Done again after a crash in between, it ends the same.
 */
export async function moveUnlessTaken(from: string, to: string): Promise<Unmoved | undefined> {
  try {
    await link(from, to);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (NO_LINKS.has(code)) return 'no-links';
    if (code !== 'EEXIST') throw error;
    if (!(await isSameFile(from, to))) return 'taken';
  }
  await unlink(from);
  return undefined;
}

async function isSameFile(one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([lstat(one), lstat(other)]);
  return a.dev === b.dev && a.ino === b.ino;
}
