import { isMissing } from './file-system-error.js';
import type { FileSystem } from './file-system.js';
import { isUploaded, type OutgoingFile } from './outgoing-file.js';
import { sending } from './sending.js';
import { IntegratorError } from '../../model/errors.js';

type Published = Omit<OutgoingFile, 'content'>;

/**
 * Gives an uploaded file its final name, at once: a reader sees nothing of it, or all. Done again after a crash, it ends
 * the same: no part and a file of its name and size is what an earlier attempt has published.
 *
 * @throws IntegratorError `file-exists` where `onExisting` is `fail` and another file has the name; `file-not-found` when
 *   neither an upload of its size nor the file is there; `connection-invalid`, `target-unavailable`.
 */
export async function publishFile(fs: FileSystem, file: Published): Promise<void> {
  await sending(fs, file.name, async () => {
    if ((await isUploaded(fs, file)) && (await move(fs, file))) return;
    const published = await fs.stat(file.name);
    if (published?.kind !== 'file' || published.size !== file.bytes) throw notUploaded(fs, file.name);
  });
}

/** Answers whether it was still there: an attempt that was asleep may have come first. */
async function move(fs: FileSystem, file: Published): Promise<boolean> {
  try {
    await (file.onExisting === 'replace' ? replace(fs, file) : moveThere(fs, file));
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

/** Of a folder that has the name, some servers say only that they failed, as of a full disk. */
async function replace(fs: FileSystem, file: Published): Promise<void> {
  const there = await fs.stat(file.name);
  if (there?.kind === 'folder') throw exists(fs, file.name, 'a folder', 'Remove it, or give the file another name');
  await fs.rename(file.part, file.name);
}

async function moveThere(fs: FileSystem, file: Published): Promise<void> {
  const unmoved = await fs.moveUnlessTaken(file.part, file.name);
  if (unmoved === 'taken') {
    throw exists(fs, file.name, 'another file', 'Remove it, give the file another name, or let onExisting be replace');
  }
  if (unmoved === 'no-links') {
    const message = `${file.name} cannot be put into ${fs.name} without the risk of overwriting a file: its file system has no hard links. Let onExisting be replace.`;
    throw new IntegratorError('connection-invalid', message);
  }
}

function exists(fs: FileSystem, name: string, what: string, todo: string): IntegratorError {
  return new IntegratorError('file-exists', `There is ${what} of the name ${name} in ${fs.name}. ${todo}.`);
}

function notUploaded(fs: FileSystem, name: string): IntegratorError {
  const message = `${name} is not in ${fs.name}, neither uploaded nor by its name: somebody has taken or removed it. Run again to send it again.`;
  return new IntegratorError('file-not-found', message);
}
