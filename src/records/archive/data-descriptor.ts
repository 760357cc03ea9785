import type { FileHandle } from 'node:fs/promises';
import type { Entry } from 'yauzl';

import { shownValue } from '../shown-value.js';
import { archiveInvalid } from './archive-invalid.js';
import { readAt } from './read-at.js';

/** Bit 3 of the general purpose flag: the data is followed by a data descriptor. */
const DESCRIPTOR_FOLLOWS = 0x0008;
const SIGNATURE = Buffer.from('PK\x07\x08');
const LONGEST = 24;

/** Whether CRC-32 and sizes of the entry stand behind its data, since its writer did not know them before. */
export function hasDescriptor({ generalPurposeBitFlag }: Pick<Entry, 'generalPurposeBitFlag'>): boolean {
  return (generalPurposeBitFlag & DESCRIPTOR_FOLLOWS) !== 0;
}

/**
 * The length of the data descriptor that begins at `position`. Nothing but its content tells its form, of which there
 * are four: with or without a signature, with sizes of 32 or of 64 bits (APPNOTE 4.3.9).
 *
 * @throws IntegratorError `archive-invalid` when it does not say what the directory says about `entry`.
 */
export async function descriptorBytes(file: FileHandle, position: number, entry: Entry, name: string): Promise<number> {
  const bytes = await readAt(file, position, LONGEST);
  const lead = bytes.indexOf(SIGNATURE) === 0 ? SIGNATURE.length : 0;
  const body = bytes.subarray(lead);
  if (fits(body, entry, 8)) return lead + 20;
  if (fits(body, entry, 4)) return lead + 12;
  const message = `The zip file contradicts itself about ${shownValue(name)}: the sizes behind its data differ from the directory. Make it again.`;
  throw archiveInvalid(message);
}

function fits(body: Buffer, entry: Entry, width: 4 | 8): boolean {
  if (body.length < 4 + 2 * width) return false;
  const size = (at: number) => (width === 8 ? Number(body.readBigUInt64LE(at)) : body.readUInt32LE(at));
  return (
    body.readUInt32LE(0) === entry.crc32 &&
    size(4) === entry.compressedSize &&
    size(4 + width) === entry.uncompressedSize
  );
}
