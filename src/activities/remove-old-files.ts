import { rm } from 'node:fs/promises';

import type { Pass } from './apply-retention.js';
import type { Dependencies } from './dependencies.js';
import { KEPT_DAYS } from '../model/retention.js';
import type { Database } from '../store/database.js';
import type { LeftState } from '../store/file-leftovers.js';
import { findNeededContents } from '../store/retention/needed-contents.js';
import { findOpenAmong } from '../store/retention/open-among.js';
import { findSentState } from '../store/sent-states.js';

type Needed = Pick<Dependencies, 'database' | 'files'>;

/**
 * Removes from the file store what nobody needs and nobody has touched for a day: contents, files that were opened for
 * runs that have ended, parts, states of exports that do not count.
 */
export async function removeOldFiles(dependencies: Needed, pass: Pass): Promise<void> {
  const { files, database } = dependencies;
  const before = Date.now() - KEPT_DAYS.leftovers * 24 * 60 * 60_000;
  // Those that an attempt has left aside which was killed.
  await pass.note('files', await removeUnneeded(dependencies, await files.leftovers.listAside(), before));
  for await (const contents of files.leftovers.agedContents(before)) {
    pass.mayGoOn();
    await pass.note('files', await removeContents(dependencies, contents, before));
  }
  await pass.note('openedFiles', await removeOpened(dependencies, before));
  await pass.note('parts', await files.leftovers.removeParts(before));
  for await (const states of files.leftovers.agedStates(before)) {
    pass.mayGoOn();
    await pass.note('states', await removeStates(database, states));
  }
}

/**
 * Removes those of the contents that nobody refers to, whatever happens to them meanwhile (FileLeftovers).
 *
 * @param before contents that were written or asked for since then (milliseconds since 1970) stay.
 * @returns how many were removed.
 */
export async function removeContents(
  { database, files }: Needed,
  contents: readonly string[],
  before: number,
): Promise<number> {
  const needed = await findNeededContents(database, contents);
  const candidates = contents.filter((sha256) => !needed.has(sha256));
  for (const sha256 of candidates) await files.leftovers.setAside(sha256);
  return removeUnneeded({ database, files }, candidates, before);
}

/** Of contents that are set aside: looked at once more, each is removed or put back. */
async function removeUnneeded({ database, files }: Needed, aside: readonly string[], before: number): Promise<number> {
  if (aside.length === 0) return 0;
  const needed = await findNeededContents(database, aside);
  let removed = 0;
  for (const sha256 of aside) {
    if (needed.has(sha256)) await files.leftovers.putBack(sha256);
    else if (await files.leftovers.removeAside(sha256, before)) removed++;
  }
  return removed;
}

async function removeOpened({ database, files }: Needed, before: number): Promise<number> {
  const runs = await files.leftovers.listOpened(before);
  const open = await findOpenAmong(database, runs);
  const ended = runs.filter((run) => !open.has(run));
  for (const run of ended) await files.opened.forgetRun(run);
  return ended.length;
}

/** A task's: the one that counts stays, and what a run works with that is open. */
async function removeStates(database: Database, states: readonly LeftState[]): Promise<number> {
  const [first] = states;
  if (first === undefined) return 0;
  const counts = await findSentState(database, first.task.site, first.task.integration);
  const open = await findOpenAmong(
    database,
    states.map(({ run }) => run),
  );
  const left = states.filter(({ run }) => run !== counts?.run && !open.has(run));
  for (const { path } of left) await rm(path, { force: true });
  return left.length;
}
