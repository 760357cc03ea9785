import type { Stats } from 'node:fs';
import { rename } from 'node:fs/promises';
import { basename, join } from 'node:path';

import { awaitComplete } from './await-complete.js';
import { fileNotFound } from './file-not-found.js';
import { makeFolder } from './make-folder.js';
import { moving } from './moving.js';
import { namesIn } from './names-in.js';
import { CLAIMS, claimOf, type TakenFile } from './taken-file.js';
import { whereabouts } from './whereabouts.js';

/** A file that is complete and, where it will be put away, out of the way of the next one of its name. */
export interface ClaimedFile {
  /** Where it is to be read. */
  folder: string;
  file: string;
  /** As it was when it was found complete. */
  found: Stats;
}

/**
 * Waits until the file is complete. Where it will be put away, moves it into the run's claim: a later file of its name is
 * another one then, and is never put away unread. Done again by the same run, after a crash at any point, it goes on with
 * what was claimed.
 *
 * @throws IntegratorError `file-not-found`; `file-not-ready` when its done file is missing or it keeps changing;
 *   `connection-invalid` when it cannot be moved.
 * @throws AbortError when `signal` aborts.
 */
export async function claimFile(folder: string, taken: TakenFile, signal: AbortSignal): Promise<ClaimedFile> {
  const { run, file, archive, failed } = taken;
  if (archive === undefined && failed === undefined) {
    const { found } = await awaitComplete(folder, taken, signal);
    return { folder, file, found };
  }
  const claim = claimOf(folder, run);
  const isClaimed = async () => (await namesIn(claim)).includes(file);
  if (!(await isClaimed())) {
    try {
      const { found, done } = await awaitComplete(folder, taken, signal);
      signal.throwIfAborted();
      await moving(folder, () => moveIntoClaim(folder, taken, done));
      return { folder: claim, file, found };
    } catch (error) {
      // Unless an attempt of the same run that was taken for dead has claimed it meanwhile.
      if (!(await isClaimed())) throw error;
    }
  }
  const { found } = await awaitComplete(claim, inClaim(taken), signal);
  return { folder: claim, file, found };
}

/** A done file that was claimed has said what it had to say; without one, the file may have been written to as it moved. */
function inClaim({ doneFile, ...taken }: TakenFile): TakenFile {
  return doneFile === undefined ? taken : { ...taken, settleSeconds: 0 };
}

/**
 * The done file goes first. A crash in between leaves a file without its done file, which nobody reads; a done file
 * without its file would vouch for the next one while that is still being written.
 */
async function moveIntoClaim(folder: string, taken: TakenFile, done: string | undefined): Promise<void> {
  const claim = await makeFolder(folder, join(CLAIMS, taken.run));
  try {
    if (done !== undefined) await rename(done, join(claim, basename(done)));
    await rename(join(folder, taken.file), join(claim, taken.file));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw fileNotFound(folder, taken.file, 'it was taken meanwhile', await whereabouts(folder, taken));
  }
}
