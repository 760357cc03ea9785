import { rename, rmdir } from 'node:fs/promises';
import { join } from 'node:path';

import { speaksOf } from './done-file.js';
import { makeFolder } from './make-folder.js';
import { moveUnlessTaken, type Unmoved } from './move-unless-taken.js';
import { moving } from './moving.js';
import { namesIn } from './names-in.js';
import { putAwayName } from './put-away-name.js';
import { CLAIMS, claimOf, type TakenFile } from './taken-file.js';

const KEPT_BECAUSE: Readonly<Record<Unmoved, string>> = {
  taken: 'another file has its name by now',
  'no-links': 'it could only be renamed, which might overwrite a later file of its name',
};

/** How a run ended that has claimed a file. */
export interface TakenBy {
  startedAt: Date;
  outcome: 'success' | 'failure';
}

/** Where a file is that was put away. */
export interface PutAwayFile {
  /** Relative to the folder. */
  path: string;
  /** Why it is still with its run, where it is. */
  keptBecause?: string;
}

/**
 * Puts away what the run has claimed: into `archive` after a success, into `failed` after a failure, by a name that says
 * when the run began; where that folder is not set, back where it was. Never overwrites a file: what cannot go back stays
 * in the run's claim.
 *
 * Done again, after a crash at any point, it ends the same.
 *
 * @returns where the file is now; undefined when nothing of the run is left to put away.
 * @throws IntegratorError `connection-invalid` when files cannot be moved.
 */
export async function putAwayFile(folder: string, taken: TakenFile, by: TakenBy): Promise<PutAwayFile | undefined> {
  return moving(folder, async () => {
    const claim = claimOf(folder, taken.run);
    const claimed = await namesIn(claim);
    const target = by.outcome === 'success' ? taken.archive : taken.failed;
    const putAway =
      target !== undefined && claimed.includes(taken.file)
        ? await putInto(folder, target, taken, by.startedAt, claimed)
        : await giveBack(folder, taken, claimed);
    await removeIfEmpty(claim);
    return putAway;
  });
}

/** The file goes last: as long as it is in the claim, this is still to do. */
async function putInto(
  folder: string,
  target: string,
  { run, file }: TakenFile,
  startedAt: Date,
  claimed: string[],
): Promise<PutAwayFile> {
  const into = await makeFolder(folder, target);
  const put = async (name: string) => {
    const from = join(claimOf(folder, run), name);
    const short = putAwayName(name, startedAt);
    if ((await moveUnlessTaken(from, join(into, short))) === undefined) return short;
    // Of this run alone, so that there is nothing to overwrite.
    const long = putAwayName(name, startedAt, run);
    await rename(from, join(into, long));
    return long;
  };
  for (const name of claimed) if (name !== file) await put(name);
  return { path: join(target, await put(file)) };
}

/** The file goes first: its done file must not vouch for a later one that has taken its name. */
async function giveBack(folder: string, { run, file }: TakenFile, claimed: string[]): Promise<PutAwayFile | undefined> {
  const isClaimed = claimed.includes(file);
  const move = (name: string) => moveUnlessTaken(join(claimOf(folder, run), name), join(folder, name));
  const unmoved = isClaimed ? await move(file) : undefined;
  if (unmoved !== undefined) return { path: join(CLAIMS, run, file), keptBecause: KEPT_BECAUSE[unmoved] };
  for (const name of claimed.filter((other) => other !== file)) {
    // Without its file, this is after a crash, in which the file may have been replaced.
    if (isClaimed || (await speaksOf(join(claimOf(folder, run), name), join(folder, file)))) await move(name);
  }
  return isClaimed ? { path: file } : undefined;
}

async function removeIfEmpty(path: string): Promise<void> {
  try {
    await rmdir(path);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (!['ENOENT', 'ENOTEMPTY', 'EEXIST'].includes(code)) throw error;
  }
}
