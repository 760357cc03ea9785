import type { FileHandle } from 'node:fs/promises';
import { fromFdPromise, getFileNameLowLevel, type Entry, type ZipFile } from 'yauzl';

import { shownValue } from '../shown-value.js';
import type { ArchiveEntry } from './archive-entry.js';
import { archiveInvalid } from './archive-invalid.js';
import { checkKind, encryptedEntry } from './check-kind.js';
import { checkLocalHeader } from './check-local-header.js';
import { checkName } from './check-name.js';
import { descriptorBytes, hasDescriptor } from './data-descriptor.js';
import type { Directory } from './find-directory.js';

/** Of an entry in the directory, without its name, extra field and comment. */
const ENTRY_BYTES = 46;

/**
 * Reads the directory of a zip file with yauzl, entry by entry, each checked together with its local header. Only what
 * is needed further on is kept, so that long comments and extra fields do not fill the memory.
 *
 * @throws IntegratorError `archive-invalid`
 */
export async function readEntries(
  file: FileHandle,
  directory: Directory,
  signal: AbortSignal,
): Promise<ArchiveEntry[]> {
  const entries: ArchiveEntry[] = [];
  let directoryBytes = 0;
  try {
    // The file is the caller's to close: yauzl would do it only when it is told to.
    const zip = await fromFdPromise(file.fd, { autoClose: false, decodeStrings: false });
    for await (const entry of zip.eachEntry()) {
      signal.throwIfAborted();
      entries.push(await readEntry(zip, file, entry, directory));
      directoryBytes += ENTRY_BYTES + entry.fileNameLength + entry.extraFieldLength + entry.fileCommentLength;
    }
  } catch (error) {
    signal.throwIfAborted();
    throw isComplaint(error) ? damaged(error.message) : error;
  }
  if (directoryBytes !== directory.end - directory.start) {
    throw damaged(`its directory holds more than the ${directory.entryCount} entries that it counts`);
  }
  return entries;
}

async function readEntry(zip: ZipFile, file: FileHandle, entry: Entry, directory: Directory): Promise<ArchiveEntry> {
  const { fileNameRaw, relativeOffsetOfLocalHeader: start } = entry;
  const name = getFileNameLowLevel(entry.generalPurposeBitFlag, fileNameRaw, entry.extraFields, true);
  checkName(fileNameRaw, name);
  checkKind(entry, name);
  // Asked before yauzl reads there: a place beyond 2^53 makes Node throw, and yauzl reads nothing after that.
  if (start >= directory.start) throw damaged(`${shownValue(name)} is said to be where no entry can be`);
  const local = await zip.readLocalFileHeaderPromise(entry);
  checkLocalHeader(entry, local, name);
  const dataEnd = local.fileDataStart + entry.compressedSize;
  return {
    name,
    method: entry.compressionMethod,
    crc32: entry.crc32,
    packedBytes: entry.compressedSize,
    bytes: entry.uncompressedSize,
    start,
    dataStart: local.fileDataStart,
    end: hasDescriptor(entry) ? dataEnd + (await descriptorBytes(file, dataEnd, entry, name)) : dataEnd,
  };
}

/** What yauzl says of an archive it cannot read is a plain Error; faults of the file system have a code. */
function isComplaint(error: unknown): error is Error {
  return error instanceof Error && error.constructor === Error && !('code' in error);
}

function damaged(problem: string): Error {
  if (problem === 'strong encryption is not supported') return encryptedEntry('an entry');
  return archiveInvalid(`The zip file is damaged, or was not made as it should be: ${problem}. Make it again.`);
}
