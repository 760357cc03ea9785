import { join } from 'node:path/posix';

import { speaksOf } from './done-file.js';
import type { FileSystem, Unmoved } from './file-system.js';
import { makeFolder } from './make-folder.js';
import { moving } from './moving.js';
import { putAwayName } from './put-away-name.js';
import { claimOf, type TakenFile } from './taken-file.js';

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
export async function putAwayFile(fs: FileSystem, taken: TakenFile, by: TakenBy): Promise<PutAwayFile | undefined> {
  return moving(fs, async () => {
    const claimed = await fs.list(claimOf(taken.run));
    const target = by.outcome === 'success' ? taken.archive : taken.failed;
    const putAway =
      target !== undefined && claimed.includes(taken.file)
        ? await putInto(fs, target, taken, by.startedAt, claimed)
        : await giveBack(fs, taken, claimed);
    await fs.removeFolder(claimOf(taken.run));
    return putAway;
  });
}

/** The file goes last: as long as it is in the claim, this is still to do. */
async function putInto(
  fs: FileSystem,
  target: string,
  { run, file }: TakenFile,
  startedAt: Date,
  claimed: string[],
): Promise<PutAwayFile> {
  await makeFolder(fs, target);
  const put = async (name: string) => {
    const from = claimOf(run, name);
    const short = join(target, putAwayName(name, startedAt));
    if ((await fs.moveUnlessTaken(from, short)) === undefined) return short;
    // Of this run alone, so that there is nothing to overwrite.
    const long = join(target, putAwayName(name, startedAt, run));
    await fs.rename(from, long);
    return long;
  };
  for (const name of claimed) if (name !== file) await put(name);
  return { path: await put(file) };
}

/** The file goes first: its done file must not vouch for a later one that has taken its name. */
async function giveBack(fs: FileSystem, { run, file }: TakenFile, claimed: string[]): Promise<PutAwayFile | undefined> {
  const isClaimed = claimed.includes(file);
  const move = (name: string) => fs.moveUnlessTaken(claimOf(run, name), name);
  const unmoved = isClaimed ? await move(file) : undefined;
  if (unmoved !== undefined) return { path: claimOf(run, file), keptBecause: KEPT_BECAUSE[unmoved] };
  for (const name of claimed.filter((other) => other !== file)) {
    // Without its file, this is after a crash, in which the file may have been replaced.
    if (isClaimed || (await speaksOf(fs, claimOf(run, name), file))) await move(name);
  }
  return isClaimed ? { path: file } : undefined;
}
