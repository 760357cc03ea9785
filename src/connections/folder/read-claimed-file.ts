import { constants, type Stats } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';

import type { ClaimedFile } from './claim-file.js';
import { causeInFile, fileNotFound } from './file-not-found.js';
import { IntegratorError } from '../../model/errors.js';

/**
 * The content of the file, chunk by chunk.
 *
 * @param signal ends the reading when it aborts.
 * @throws IntegratorError `file-not-found` when it cannot be opened; `file-changed` when somebody has written to it since
 *   it was found complete, at the latest after the last chunk.
 */
export async function* readClaimedFile(claimed: ClaimedFile, signal: AbortSignal): AsyncGenerator<Buffer> {
  const file = await openFile(claimed);
  try {
    requireUnchanged(claimed, await file.stat());
    // A stream whose signal has aborted before it began fails where nobody catches it.
    signal.throwIfAborted();
    yield* file.createReadStream({ autoClose: false, signal }) as AsyncIterable<Buffer>;
    requireUnchanged(claimed, await file.stat());
  } finally {
    await file.close();
  }
}

function requireUnchanged({ folder, file, found }: ClaimedFile, now: Stats): void {
  if (now.size === found.size && now.mtimeMs === found.mtimeMs) return;
  const message = `${file} in ${folder} changed while it was read. Run again when it is complete.`;
  throw new IntegratorError('file-changed', message);
}

/** Follows no link, and does not wait for a writer, as opening a pipe would. */
async function openFile({ folder, file }: ClaimedFile): Promise<FileHandle> {
  try {
    return await open(join(folder, file), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    const cause = causeInFile(error);
    if (cause === undefined) throw error;
    throw fileNotFound(folder, file, cause);
  }
}
