import type { FileSystem } from './file-system.js';
import { discardUpload, type OutgoingFile } from './outgoing-file.js';
import { sending } from './sending.js';
import { IntegratorError } from '../../model/errors.js';

/**
 * Brings the whole content to where the file is sent to, under a hidden name; `publishFile` then gives it its own. What was uploaded in vain is removed, unless the connection is lost.
 *
 * @throws IntegratorError `connection-invalid`, `target-unavailable`; what the content throws; what the signal of `fs`
 *   aborts with.
 */
export async function uploadFile(fs: FileSystem, file: OutgoingFile): Promise<void> {
  try {
    await sending(fs, file.name, async () => {
      await fs.write(file.part, file.content());
      const part = await fs.stat(file.part);
      if (part?.size !== file.bytes) throw incomplete(fs, file, part?.size);
    });
  } catch (error) {
    // What failed matters more than what is left of it.
    await discardUpload(fs, file).catch(() => undefined);
    throw error;
  }
}

function incomplete(fs: FileSystem, { name, bytes }: OutgoingFile, size = 0): IntegratorError {
  const message = `${name} is not whole in ${fs.name}: ${size} bytes of ${bytes} are there. Check that nothing else changes hidden files there.`;
  return new IntegratorError('target-unavailable', message);
}
