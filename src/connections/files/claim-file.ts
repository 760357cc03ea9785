import { basename } from 'node:path/posix';

import { awaitComplete } from './await-complete.js';
import { fileNotFound } from './file-not-found.js';
import type { FileStat, FileSystem } from './file-system.js';
import { isMissing } from './file-system-error.js';
import { makeFolder } from './make-folder.js';
import { moving } from './moving.js';
import { claimOf, type TakenFile } from './taken-file.js';
import { whereabouts } from './whereabouts.js';

/** A file that is complete and, where it will be put away, out of the way of the next one of its name. */
export interface ClaimedFile {
  /** Where it is to be read. */
  path: string;
  /** As it was when it was found complete. */
  found: FileStat;
}

/**
 * Waits until the file is complete. Where it will be put away, moves it into the run's claim: a later file of its name is
 * another one then, and is never put away unread. Done again by the same run, after a crash at any point, it goes on with
 * what was claimed.
 *
 * @throws IntegratorError `file-not-found`; `file-not-ready` when its done file is missing or it keeps changing;
 *   `connection-invalid` when it cannot be moved.
 * @throws AbortError when the signal of `fs` aborts.
 */
export async function claimFile(fs: FileSystem, taken: TakenFile): Promise<ClaimedFile> {
  const { run, file, archive, failed } = taken;
  if (archive === undefined && failed === undefined) {
    const { found } = await awaitComplete(fs, file, taken);
    return { path: file, found };
  }
  const path = claimOf(run, file);
  const isClaimed = async () => (await fs.list(claimOf(run))).includes(file);
  if (!(await isClaimed())) {
    try {
      const { found, done } = await awaitComplete(fs, file, taken);
      fs.signal.throwIfAborted();
      await moving(fs, () => moveIntoClaim(fs, taken, done));
      return { path, found };
    } catch (error) {
      // Unless an attempt of the same run that was taken for dead has claimed it meanwhile.
      fs.signal.throwIfAborted();
      if (!(await isClaimed())) throw error;
    }
  }
  const { found } = await awaitComplete(fs, path, inClaim(taken));
  return { path, found };
}

/** A done file that was claimed has said what it had to say; without one, the file may have been written to as it moved. */
function inClaim({ doneFile, ...taken }: TakenFile): TakenFile {
  return doneFile === undefined ? taken : { ...taken, settleSeconds: 0 };
}

/**
 * The done file goes first. A crash in between leaves a file without its done file, which nobody reads; a done file
 * without its file would vouch for the next one while that is still being written.
 */
async function moveIntoClaim(fs: FileSystem, taken: TakenFile, done: string | undefined): Promise<void> {
  const { run, file } = taken;
  await makeFolder(fs, claimOf(run));
  try {
    if (done !== undefined) await fs.rename(done, claimOf(run, basename(done)));
    await fs.rename(file, claimOf(run, file));
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw fileNotFound(fs, file, 'it was taken meanwhile', await whereabouts(fs, taken));
  }
}
