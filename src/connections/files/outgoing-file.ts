import type { FileSystem } from './file-system.js';

/** A file that a run sends. */
export interface OutgoingFile {
  /** Its final name, in the folder of the connection. */
  name: string;
  /** Its name until it is published (`partOf`). */
  part: string;
  bytes: number;
  /** The same bytes at each call. */
  content(): AsyncIterable<Buffer>;
  /** What becomes of a file that has the name. */
  onExisting: 'replace' | 'fail';
}

/**
 * Where a file is until it is published: hidden, beside its final name, and of one attempt of its run alone, so that an
 * attempt that was asleep cannot touch what a later one has uploaded.
 *
 * @param turn the number of the attempt.
 */
export function partOf(name: string, run: string, turn: number): string {
  return `${startOfParts(name, run)}${turn}.part`;
}

/** Where the attempts before may have left it. */
export function partsBefore(turn: number, name: string, run: string): string[] {
  return Array.from({ length: turn - 1 }, (_, index) => partOf(name, run, index + 1));
}

/** Whether this is where an attempt of the run has put the file. */
export function isPartOf(part: string, name: string, run: string): boolean {
  return part.startsWith(startOfParts(name, run));
}

function startOfParts(name: string, run: string): string {
  return `.${name}.${run}.`;
}

/** Whether the whole file is there, not published yet. */
export async function isUploaded(
  fs: FileSystem,
  { part, bytes }: Pick<OutgoingFile, 'part' | 'bytes'>,
): Promise<boolean> {
  const there = await fs.stat(part);
  return there?.kind === 'file' && there.size === bytes;
}

/** Removes what was uploaded and not published. No error when there is nothing. */
export async function discardUpload(fs: FileSystem, { part }: Pick<OutgoingFile, 'part'>): Promise<void> {
  await fs.removeFile(part);
}
