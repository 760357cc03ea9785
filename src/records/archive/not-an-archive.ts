import type { IntegratorError } from '../../model/errors.js';
import { archiveInvalid } from './archive-invalid.js';

/** How files begin that are sent by mistake: what they are, and what to send instead. */
const BEGINNINGS: readonly [start: string, kind: string, advice: string][] = [
  ['\x1f\x8b', 'a gzip file', 'Unpack it (gunzip) and make a zip file of the CSV file'],
  ['BZh', 'a bzip2 file', 'Unpack it (bunzip2) and make a zip file of the CSV file'],
  ['\xfd7zXZ\0', 'an xz file', 'Unpack it (unxz) and make a zip file of the CSV file'],
  ['\x28\xb5\x2f\xfd', 'a Zstandard file', 'Unpack it (unzstd) and make a zip file of the CSV file'],
  ['7z\xbc\xaf\x27\x1c', 'a 7-Zip archive', 'Make a zip file instead'],
  ['Rar!', 'a RAR archive', 'Make a zip file instead'],
  ['PK\x07\x08', 'the first part of a zip file in several parts', 'Make one zip file of it'],
  ['-----BEGIN PGP', 'an OpenPGP message', 'Name it .pgp (.zip.pgp when a zip file is inside)'],
  ['MZ', 'a program', 'Send a plain zip file'],
  ['\xd0\xcf\x11\xe0', 'an Office document', 'Save its sheet as CSV'],
  ['\xff\xfe', 'text in UTF-16', 'If it is the CSV file itself, name it .csv'],
  ['\xfe\xff', 'text in UTF-16', 'If it is the CSV file itself, name it .csv'],
  ['%PDF', 'a PDF document', 'Export the records as CSV'],
];

/** First bytes of OpenPGP messages (RFC 9580 §4.2, old and new form): session key, compressed, one-pass signature. */
const OPENPGP = new Set([0x84, 0x85, 0x86, 0x8c, 0x90, 0xa1, 0xa2, 0xa3, 0xc1, 0xc3, 0xc4, 0xc8]);

/** The refusal of a file that is named .zip and is none, which says what it is, as far as its `head` shows. */
export function notAnArchive(head: Buffer): IntegratorError {
  const text = head.toString('latin1');
  const known = BEGINNINGS.find(([start]) => text.startsWith(start));
  if (known !== undefined) return refusal(known[1], known[2]);
  if (isText(head)) return refusal('plain text', 'If it is the CSV file itself, name it .csv');
  if (OPENPGP.has(head[0] ?? 0)) {
    return refusal('an OpenPGP message, as it seems', 'Name it .pgp (.zip.pgp when a zip file is inside)');
  }
  const start = head
    .subarray(0, 4)
    .toString('hex')
    .replaceAll(/..(?=.)/g, '$& ');
  return refusal(`a file of another kind (it begins with the bytes ${start})`, 'Make a zip file of the CSV file');
}

/** No control characters but tabs and line ends, whatever the encoding; what is packed or encrypted has them. */
function isText(head: Buffer): boolean {
  return head.every((byte) => byte >= 0x20 || (byte >= 0x09 && byte <= 0x0d));
}

function refusal(kind: string, advice: string): IntegratorError {
  return archiveInvalid(`This is no zip file but ${kind}. ${advice}.`);
}
