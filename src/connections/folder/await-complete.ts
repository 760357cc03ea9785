import type { Stats } from 'node:fs';
import { join } from 'node:path';

import { awaitSettled } from './await-settled.js';
import { speaksOf } from './done-file.js';
import { findFile } from './find-file.js';
import { claimOf, type TakenFile } from './taken-file.js';
import { IntegratorError } from '../../model/errors.js';
import { DEFAULT_SETTLE_SECONDS } from '../../model/import-source.js';

/**
 * Waits until nobody writes to the file any more.
 *
 * @returns the file as it was found complete, and its done file where it goes by one.
 * @throws IntegratorError `file-not-found`; `file-not-ready` when its done file is missing or it keeps changing.
 * @throws AbortError when `signal` aborts.
 */
export async function awaitComplete(
  folder: string,
  taken: TakenFile,
  signal: AbortSignal,
): Promise<{ found: Stats; done?: string }> {
  const { run, file, doneFile, settleSeconds = DEFAULT_SETTLE_SECONDS } = taken;
  if (doneFile === undefined) {
    const found = await awaitSettled(() => findFile(folder, taken), settleSeconds, signal);
    if (found !== undefined) return { found };
    throw notReady(
      `${file} in ${folder} keeps changing. Run again when it is complete, or let its sender say so by a doneFile.`,
    );
  }
  const found = await findFile(folder, taken);
  // The second is of a crash between the claim of the done file and that of the file.
  for (const done of [join(folder, doneFile), join(claimOf(folder, run), doneFile)]) {
    if (await speaksOf(done, join(folder, file))) return { found, done };
  }
  throw notReady(
    `${file} in ${folder} waits for ${doneFile}, which is missing or older than it. Run again when both are there.`,
  );
}

function notReady(message: string): IntegratorError {
  return new IntegratorError('file-not-ready', message);
}
