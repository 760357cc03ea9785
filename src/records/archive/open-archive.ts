import { open } from 'node:fs/promises';

import { archiveInvalid } from './archive-invalid.js';
import type { ArchiveLimits } from './archive-limits.js';
import { checkLayout } from './check-layout.js';
import { checkSize } from './check-size.js';
import { chooseCsv } from './choose-csv.js';
import { entryContent } from './entry-content.js';
import { findDirectory } from './find-directory.js';
import { readEntries } from './read-entries.js';

export type { ArchiveLimits } from './archive-limits.js';

/** The one CSV file in a zip file. */
export interface ArchivedCsv {
  /** As it stands in the archive, with its folders: `export/employees.csv`. */
  name: string;
  /** Unpacked, as the archive declares it; `content` holds it to that. */
  bytes: number;
  /**
   * Can be gone through once. True only when its end is reached without an error: until then it belongs into
   * quarantine. The file is opened when the first chunk is asked for, and closed at the end, at an error, and when the
   * loop is left early.
   */
  content: AsyncIterable<Buffer>;
}

/**
 * Looks into a zip file (PKWARE APPNOTE 6.3, with Zip64; stored and deflated entries), checks all that can be checked
 * before a byte is unpacked, and finds its one CSV file. Folders and what macOS adds are passed over; anything else
 * beside the CSV file is refused, and so is whatever two readers of the same file could understand differently:
 * entries that overlap, bytes that belong to none, headers that contradict the directory. Nothing is held open
 * between this and the reading of `content`.
 *
 * @param path of the zip file; it must not change until `content` is read.
 * @param signal ends the work, here and in `content`, with its reason.
 * @throws IntegratorError `archive-invalid`; `file-too-large` when the CSV file would be larger than `limits` allow.
 *   `content` throws `archive-invalid` when what is unpacked does not fit the size or the CRC-32 that the archive
 *   declares. Faults of the file system (`ENOENT`) are thrown as they are.
 */
export async function openArchive(path: string, limits: ArchiveLimits, signal: AbortSignal): Promise<ArchivedCsv> {
  const file = await open(path);
  try {
    const directory = await findDirectory(file);
    if (directory.entryCount > limits.maxEntries) {
      const message = `The zip file has ${directory.entryCount} entries; at most ${limits.maxEntries} are looked at. Put only the CSV file into it.`;
      throw archiveInvalid(message, { entries: directory.entryCount, maxEntries: limits.maxEntries });
    }
    const entries = await readEntries(file, directory, signal);
    checkLayout(entries, directory);
    const csv = chooseCsv(entries);
    checkSize(csv, limits);
    return { name: csv.name, bytes: csv.bytes, content: entryContent(path, csv, signal) };
  } finally {
    await file.close();
  }
}
