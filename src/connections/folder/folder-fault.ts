import { FileSystemError, type FileFault } from '../files/file-system-error.js';
import { IntegratorError } from '../../model/errors.js';

/** Codes that say something about the path; others, such as too many open files, say something about now. */
const FAULTS: Readonly<Record<string, FileFault>> = {
  ENOENT: 'missing',
  ENOTDIR: 'missing',
  EACCES: 'forbidden',
  EPERM: 'forbidden',
  EROFS: 'forbidden',
  ELOOP: 'no-file',
  ENXIO: 'no-file',
  EISDIR: 'no-file',
  ENAMETOOLONG: 'bad-name',
  EXDEV: 'other-file-system',
};

const FULL = new Set(['ENOSPC', 'EDQUOT']);

/**
 * Asks the system for something.
 *
 * @throws FileSystemError where it says something about the path; IntegratorError `target-unavailable` when its disk is
 *   full; what else it says as it is.
 */
export async function asking<Result>(ask: () => Promise<Result>): Promise<Result> {
  try {
    return await ask();
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    const fault = FAULTS[code];
    if (fault !== undefined) throw new FileSystemError(fault, message);
    if (!FULL.has(code)) throw error;
    throw new IntegratorError('target-unavailable', `There is no space left: ${message}. Make room there.`);
  }
}
