import type { Entry } from 'yauzl';

import { shownValue } from '../shown-value.js';
import { archiveInvalid } from './archive-invalid.js';

/** Bits of the general purpose flag (APPNOTE 4.4.4): encrypted, strongly encrypted, directory masked. */
const ENCRYPTED = 0x0001 | 0x0040 | 0x2000;

/** What an entry's attributes say it is, where the archive was made on Unix: the type bits of `st_mode`. */
const TYPE = 0o170000;
const REGULAR = 0o100000;
const FOLDER = 0o040000;
const TYPES = new Map([
  [0o120000, 'a symbolic link'],
  [FOLDER, 'a folder that is named like a file'],
]);

/** Methods of packing that are met besides stored (0) and deflated (8), as APPNOTE 4.4.5 numbers them. */
const METHODS = new Map([
  [9, 'Deflate64'],
  [12, 'bzip2'],
  [14, 'LZMA'],
  [20, 'Zstandard'],
  [93, 'Zstandard'],
  [95, 'XZ'],
  [98, 'PPMd'],
]);

/** The most that deflating nothing takes, in bytes: some tools deflate folders. */
const DEFLATED_NOTHING_BYTES = 2;

/**
 * Checks what kind of entry this is: a regular file or a folder, stored or deflated, not encrypted.
 *
 * @throws IntegratorError `archive-invalid`
 */
export function checkKind(entry: Entry, name: string): void {
  if ((entry.generalPurposeBitFlag & ENCRYPTED) !== 0) throw encryptedEntry(shownValue(name));
  const isFolder = name.endsWith('/');
  const type = (entry.externalFileAttributes >>> 16) & TYPE;
  if (type !== 0 && type !== REGULAR && !(isFolder && type === FOLDER)) {
    const kind = TYPES.get(type) ?? 'a special file';
    throw archiveInvalid(`In the zip file, ${shownValue(name)} is ${kind}. Put the CSV file itself into it.`);
  }
  if (![0, 8].includes(entry.compressionMethod)) {
    const method = METHODS.get(entry.compressionMethod) ?? `method ${entry.compressionMethod}`;
    throw archiveInvalid(
      `In the zip file, ${shownValue(name)} is compressed by ${method}; only Deflate is read. ` +
        'Make the zip file again with the usual compression (Deflate).',
    );
  }
  if (isFolder && (entry.uncompressedSize > 0 || entry.compressedSize > DEFLATED_NOTHING_BYTES)) {
    throw archiveInvalid(`In the zip file, the folder ${shownValue(name)} has content of its own. Make it again.`);
  }
}

/** The refusal of an encrypted entry; `what` is its name, or what else is known of it. */
export function encryptedEntry(what: string): Error {
  return archiveInvalid(
    `In the zip file, ${what} is encrypted with a password. Send a plain zip file, or encrypt all of it with OpenPGP (.zip.pgp).`,
  );
}
