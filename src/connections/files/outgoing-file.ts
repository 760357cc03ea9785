import type { FileSystem } from './file-system.js';

/** A file that a run sends. */
export interface OutgoingFile {
  /** The id of the run. */
  run: string;
  /** Its final name, in the folder of the connection. */
  name: string;
  bytes: number;
  /** The same bytes at each call. */
  content(): AsyncIterable<Buffer>;
  /** What becomes of a file that has the name. */
  onExisting: 'replace' | 'fail';
}

/** Where a file is until it is published: hidden, beside its final name, and of its run alone. */
export function partOf({ run, name }: Pick<OutgoingFile, 'run' | 'name'>): string {
  return `.${name}.${run}.part`;
}

/** Whether the whole file is there, not published yet. */
export async function isUploaded(fs: FileSystem, file: Pick<OutgoingFile, 'run' | 'name' | 'bytes'>): Promise<boolean> {
  const part = await fs.stat(partOf(file));
  return part?.kind === 'file' && part.size === file.bytes;
}

/** Removes what was uploaded and not published. No error when there is nothing. */
export async function discardUpload(fs: FileSystem, file: Pick<OutgoingFile, 'run' | 'name'>): Promise<void> {
  await fs.removeFile(partOf(file));
}
