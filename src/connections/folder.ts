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
 * @throws IntegratorError `file-not-found`; `file-changed` when somebody wrote to the file while it was read.
 */
export async function* readFromFolder(path: string, fileName: string): AsyncGenerator<Buffer> {
  const file = await openIn(path, fileName);
  try {
    const before = await file.stat();
    yield* file.createReadStream({ autoClose: false }) as AsyncIterable<Buffer>;
    const after = await file.stat();
    if (before.size !== after.size || before.mtimeMs !== after.mtimeMs) {
      const message = `${fileName} in ${path} changed while it was read. Run again when it is complete.`;
      throw new IntegratorError('file-changed', message);
    }
  } finally {
    await file.close();
  }
}

async function openIn(path: string, fileName: string): Promise<FileHandle> {
  try {
    return await open(join(path, fileName), constants.O_RDONLY | constants.O_NOFOLLOW);
  } catch (error) {
    const message = `${fileName} in ${path} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown cause'}). Put it there, or upload a file for this run.`;
    throw new IntegratorError('file-not-found', message);
  }
}
