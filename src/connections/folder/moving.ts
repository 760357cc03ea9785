import { IntegratorError } from '../../model/errors.js';

const WRITABLE = 'Let the worker write to the folder, or take archive and failed out of the source.';

/** What a file system says of a folder whose files cannot be moved, and what to do. */
const REFUSALS: Readonly<Record<string, string>> = {
  EACCES: WRITABLE,
  EPERM: WRITABLE,
  EROFS: WRITABLE,
  EXDEV: "archive and failed must be on the file system of the connection's folder.",
  ENAMETOOLONG: 'Give the file a shorter name.',
};

/**
 * Does `work`, which moves files of the folder.
 *
 * @throws IntegratorError `connection-invalid` where the folder does not allow it; what may pass stays as it is.
 */
export async function moving<Result>(folder: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    const todo = REFUSALS[code];
    if (todo === undefined) throw error;
    throw new IntegratorError('connection-invalid', `A file of ${folder} cannot be moved: ${message}. ${todo}`);
  }
}
