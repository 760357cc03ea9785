import type { FileSystem } from './file-system.js';
import { FileSystemError, type FileFault } from './file-system-error.js';
import { IntegratorError } from '../../model/errors.js';

/** What to do about a file that cannot be written. */
const TODO: Readonly<Record<FileFault, string>> = {
  missing: 'Make the folder, or name another one in the connection.',
  forbidden: 'Let the user of the connection, or the worker, write to the folder.',
  'no-file': 'Something else has its name: remove it, or give the file another name.',
  'bad-name': 'Give the file a shorter name.',
  'other-file-system': 'The folder must be on one file system.',
};

/**
 * Does `work`, which writes a file to be sent.
 *
 * @throws IntegratorError `connection-invalid` where the folder does not allow it; what may pass stays as it is.
 */
export async function sending<Result>(fs: FileSystem, name: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof FileSystemError)) throw error;
    const message = `${name} cannot be written to ${fs.name}: ${error.message}. ${TODO[error.fault]}`;
    throw new IntegratorError('connection-invalid', message);
  }
}
