import { randomBytes } from 'node:crypto';
import { renameSync, rmSync, writeFileSync } from 'node:fs';

/**
 * Writes `text` to `path` so that a reader finds the old content or the new, never a part of it, whatever is killed
 * when. `mode` is that of a new file (default: only the owner reads it). Throws what the file system throws.
 */
export function writeFileAtomically(path: string, text: string, mode = 0o600): void {
  const temporary = `${path}.${randomBytes(4).toString('hex')}.new`;
  try {
    writeFileSync(temporary, text, { mode, flag: 'wx', flush: true });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
