import { awaitSettled } from './await-settled.js';
import { speaksOf } from './done-file.js';
import type { FileStat, FileSystem } from './file-system.js';
import { findFile } from './find-file.js';
import { claimOf, type TakenFile } from './taken-file.js';
import { IntegratorError } from '../../model/errors.js';
import { DEFAULT_SETTLE_SECONDS } from '../../model/import-source.js';

/**
 * Waits until nobody writes to the file any more.
 *
 * @param path of the file.
 * @returns the file as it was found complete, and its done file where it goes by one.
 * @throws IntegratorError `file-not-found`; `file-not-ready` when its done file is missing or it keeps changing.
 * @throws AbortError when the signal of `fs` aborts.
 */
export async function awaitComplete(
  fs: FileSystem,
  path: string,
  taken: TakenFile,
): Promise<{ found: FileStat; done?: string }> {
  const { run, file, doneFile, settleSeconds = DEFAULT_SETTLE_SECONDS } = taken;
  if (doneFile === undefined) {
    const found = await awaitSettled(() => findFile(fs, path, taken), settleSeconds, fs.signal);
    if (found !== undefined) return { found };
    throw notReady(
      `${file} in ${fs.name} keeps changing. Run again when it is complete, or let its sender say so by a doneFile.`,
    );
  }
  const found = await findFile(fs, path, taken);
  // The second is of a crash between the claim of the done file and that of the file.
  for (const done of [doneFile, claimOf(run, doneFile)]) {
    if (await speaksOf(fs, done, path)) return { found, done };
  }
  throw notReady(
    `${file} in ${fs.name} waits for ${doneFile}, which is missing or older than it. Run again when both are there.`,
  );
}

function notReady(message: string): IntegratorError {
  return new IntegratorError('file-not-ready', message);
}
