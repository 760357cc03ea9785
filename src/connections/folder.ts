import { constants } from 'node:fs';
import { access, open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';

import { IntegratorError } from '../model/errors.js';

/** @throws IntegratorError `connection-invalid` when the folder cannot be read. */
export async function checkFolder(path: string): Promise<void> {
  try {
    await access(path, constants.R_OK | constants.X_OK);
  } catch (error) {
    throw new IntegratorError('connection-invalid', `the folder ${path} cannot be read: ${(error as Error).message}`);
  }
}

/**
 * The content of a file in the folder, chunk by chunk.
 *
 * @param signal ends the reading when it aborts.
 * @throws IntegratorError `file-not-found`; `file-changed` when somebody wrote to the file while it was read.
 */
export async function* readFromFolder(path: string, fileName: string, signal: AbortSignal): AsyncGenerator<Buffer> {
  const file = await openIn(path, fileName);
  try {
    const before = await file.stat();
    yield* file.createReadStream({ autoClose: false, signal }) as AsyncIterable<Buffer>;
    const after = await file.stat();
    if (before.size !== after.size || before.mtimeMs !== after.mtimeMs) {
      const message = `${fileName} in ${path} changed while it was read. Run again when it is complete.`;
      throw new IntegratorError('file-changed', message);
    }
  } finally {
    await file.close();
  }
}

/** Codes that say something about the file; others, such as too many open files, say something about now. */
const NOT_THERE = new Set(['ENOENT', 'ENOTDIR', 'EACCES', 'ELOOP', 'ENXIO']);

/** Does not wait for a writer, as opening a pipe would. */
async function openIn(path: string, fileName: string): Promise<FileHandle> {
  try {
    const file = await open(join(path, fileName), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    if ((await file.stat()).isFile()) return file;
    await file.close();
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (!NOT_THERE.has(code)) throw error;
    throw notThere(path, fileName, code);
  }
  throw notThere(path, fileName, 'it is no file');
}

function notThere(path: string, fileName: string, cause: string): IntegratorError {
  const message = `${fileName} in ${path} cannot be read (${cause}). Put it there, or upload a file for this run.`;
  return new IntegratorError('file-not-found', message);
}
