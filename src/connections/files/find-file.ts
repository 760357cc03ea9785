import { fileNotFound } from './file-not-found.js';
import type { FileStat, FileSystem } from './file-system.js';
import { FileSystemError } from './file-system-error.js';
import type { TakenFile } from './taken-file.js';
import { whereabouts } from './whereabouts.js';

/**
 * The file as it is now. A link is no file: it may lead anywhere.
 *
 * @throws IntegratorError `file-not-found`, telling where it may be instead.
 */
export async function findFile(fs: FileSystem, path: string, taken: TakenFile): Promise<FileStat> {
  let cause: string;
  try {
    const found = await fs.stat(path);
    if (found?.kind === 'file') return found;
    cause = found === undefined ? 'it is not there' : 'it is no file';
  } catch (error) {
    if (!(error instanceof FileSystemError)) throw error;
    cause = error.message;
  }
  throw fileNotFound(fs, taken.file, cause, await whereabouts(fs, taken));
}
