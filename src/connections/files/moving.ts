import type { FileSystem } from './file-system.js';
import { FileSystemError, type FileFault } from './file-system-error.js';
import { IntegratorError } from '../../model/errors.js';

/** What to do about a file that cannot be moved. */
const TODO: Readonly<Partial<Record<FileFault, string>>> = {
  forbidden: 'Let the worker write to the folder, or take archive and failed out of the source.',
  'other-file-system': "archive and failed must be on the file system of the connection's folder.",
  'bad-name': 'Give the file a shorter name.',
};

/**
 * Does `work`, which moves files of a source.
 *
 * @throws IntegratorError `connection-invalid` where the folder does not allow it; what may pass stays as it is.
 */
export async function moving<Result>(fs: FileSystem, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const todo = error instanceof FileSystemError ? TODO[error.fault] : undefined;
    if (todo === undefined) throw error;
    const { message } = error as FileSystemError;
    throw new IntegratorError('connection-invalid', `A file of ${fs.name} cannot be moved: ${message}. ${todo}`);
  }
}
