import type { FileHandle } from 'node:fs/promises';

import { archiveInvalid } from './archive-invalid.js';
import { notAnArchive } from './not-an-archive.js';
import { readAt } from './read-at.js';
import { readEndRecord, type EndRecord } from './read-end-record.js';

/** The central directory of a zip file: where it is, and how many entries it is said to have. */
export interface Directory {
  start: number;
  end: number;
  entryCount: number;
}

const LOCAL_HEADER = Buffer.from('PK\x03\x04');
const HEAD_BYTES = 512;

/**
 * Finds the central directory, and checks what yauzl leaves open: that the file begins and ends with the archive, that
 * the directory is exactly where it is said to be, and that there is one disk.
 *
 * @throws IntegratorError `archive-invalid`
 */
export async function findDirectory(file: FileHandle): Promise<Directory> {
  const { size } = await file.stat();
  if (size === 0) throw archiveInvalid('The zip file is empty: it has 0 bytes. Send it again.');
  const head = await readAt(file, 0, HEAD_BYTES);
  const record = await readEndRecord(file, size);
  if (record === undefined) throw head.indexOf(LOCAL_HEADER) === 0 ? cutOff() : notAnArchive(head);
  checkDisks(record);
  if (record.entryCount > 0 && head.indexOf(LOCAL_HEADER) !== 0) throw somethingBefore();
  checkPlace(record);
  return {
    start: record.directoryStart,
    end: record.directoryStart + record.directoryBytes,
    entryCount: record.entryCount,
  };
}

function checkDisks({ disk, directoryDisk, entriesOnDisk, entryCount }: EndRecord): void {
  if (disk !== 0 || directoryDisk !== 0) {
    throw archiveInvalid('The zip file is one part of an archive in several parts. Make one zip file of it.');
  }
  if (entriesOnDisk !== entryCount) {
    const message = `The zip file contradicts itself: it counts ${entriesOnDisk} entries and ${entryCount} entries. Make it again.`;
    throw archiveInvalid(message);
  }
}

function checkPlace({ directoryStart, directoryBytes, start }: EndRecord): void {
  if (directoryStart + directoryBytes === start) return;
  throw archiveInvalid(
    'The zip file is damaged: its directory is not where it says, as when bytes were lost or added on the way, ' +
      'or when two zip files were joined. Send it again, or make it again.',
  );
}

function cutOff(): Error {
  return archiveInvalid(
    'The zip file is cut off: it begins as a zip file does, but its end is missing. Send it again when it is complete.',
  );
}

function somethingBefore(): Error {
  return archiveInvalid(
    'The zip file begins with something else, as a self-extracting archive (.exe) does. Send a plain zip file.',
  );
}
