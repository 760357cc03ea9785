import { basename } from 'node:path/posix';

import type { ClaimedFile } from './claim-file.js';
import { fileNotFound } from './file-not-found.js';
import type { FileStat, FileSystem, OpenedFile } from './file-system.js';
import { FileSystemError } from './file-system-error.js';
import { IntegratorError } from '../../model/errors.js';

/**
 * The content of the file, chunk by chunk. Ends when the signal of `fs` aborts.
 *
 * @throws IntegratorError `file-not-found` when it cannot be opened; `file-changed` when somebody has written to it since
 *   it was found complete, at the latest after the last chunk.
 */
export async function* readClaimedFile(fs: FileSystem, claimed: ClaimedFile): AsyncGenerator<Buffer> {
  const file = await openFile(fs, claimed);
  try {
    requireUnchanged(fs, claimed, await file.stat());
    yield* file.content();
    requireUnchanged(fs, claimed, await file.stat());
  } finally {
    await file.close();
  }
}

function requireUnchanged(fs: FileSystem, { path, found }: ClaimedFile, now: FileStat): void {
  if (now.size === found.size && now.modifiedAt === found.modifiedAt) return;
  const message = `${basename(path)} in ${fs.name} changed while it was read. Run again when it is complete.`;
  throw new IntegratorError('file-changed', message);
}

async function openFile(fs: FileSystem, { path }: ClaimedFile): Promise<OpenedFile> {
  try {
    return await fs.open(path);
  } catch (error) {
    if (!(error instanceof FileSystemError)) throw error;
    throw fileNotFound(fs, basename(path), error.message);
  }
}
