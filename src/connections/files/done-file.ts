import type { FileStat, FileSystem } from './file-system.js';
import { FileSystemError } from './file-system-error.js';

/**
 * Whether a done file speaks of the file as it is: one that came before the file's last change speaks of an earlier file
 * of that name. Where the system tells when it came, that counts, as the time of its content may be copied from elsewhere.
 * False when either is missing.
 */
export async function speaksOf(fs: FileSystem, doneFile: string, file: string): Promise<boolean> {
  const [done, about] = [await lookAt(fs, doneFile), await lookAt(fs, file)];
  return done !== undefined && about !== undefined && done.changedAt >= Math.min(about.modifiedAt, about.changedAt);
}

async function lookAt(fs: FileSystem, path: string): Promise<FileStat | undefined> {
  try {
    const found = await fs.stat(path);
    return found?.kind === 'file' ? found : undefined;
  } catch (error) {
    if (!(error instanceof FileSystemError)) throw error;
    return undefined;
  }
}
