import { parseExtraFields, type Entry, type LocalFileHeader } from 'yauzl';

import { shownValue } from '../shown-value.js';
import { archiveInvalid } from './archive-invalid.js';
import { hasDescriptor } from './data-descriptor.js';

/** Bits of the general purpose flag that change what an entry is; the others are hints, which tools set freely. */
const MEANINGFUL = 0x0001 | 0x0008 | 0x0040 | 0x0800 | 0x2000;

/** A size of 32 bits that is filled with ones stands in the Zip64 extra field, in 64 bits. */
const IN_ZIP64 = 0xffffffff;
const ZIP64_EXTRA = 0x0001;

/**
 * Compares the local header of an entry with what the directory says about it. yauzl goes by the directory alone,
 * others go by the local header: an archive with two truths is refused. Where a data descriptor follows the data, the
 * local header may leave CRC-32 and sizes at 0.
 *
 * @throws IntegratorError `archive-invalid`
 */
export function checkLocalHeader(entry: Entry, local: LocalFileHeader, name: string): void {
  const part = differingPart(entry, local);
  if (part === undefined) return;
  const message = `The zip file contradicts itself about ${shownValue(name)}: its header and the directory differ in ${part}. Make it again.`;
  throw archiveInvalid(message);
}

function differingPart(entry: Entry, local: LocalFileHeader): string | undefined {
  const mayBeZero = hasDescriptor(entry);
  const differ = (found: number, expected: number) => found !== expected && !(mayBeZero && found === 0);
  if (!local.fileName.equals(entry.fileNameRaw)) return 'the name';
  if (local.compressionMethod !== entry.compressionMethod) return 'the compression method';
  if (((local.generalPurposeBitFlag ^ entry.generalPurposeBitFlag) & MEANINGFUL) !== 0) return 'the flags';
  if (differ(local.crc32, entry.crc32)) return 'the CRC-32';
  const [bytes, packedBytes] = sizesOf(local);
  if (differ(bytes, entry.uncompressedSize) || differ(packedBytes, entry.compressedSize)) return 'the size';
  return undefined;
}

/** Unpacked and packed size; the Zip64 extra field of a local header always has both, in this order (APPNOTE 4.5.3). */
function sizesOf({ uncompressedSize, compressedSize, extraField }: LocalFileHeader): [number, number] {
  if (uncompressedSize !== IN_ZIP64 && compressedSize !== IN_ZIP64) return [uncompressedSize, compressedSize];
  const long = parseExtraFields(extraField).find(({ id, data }) => id === ZIP64_EXTRA && data.length >= 16)?.data;
  if (long === undefined) return [uncompressedSize, compressedSize];
  return [
    uncompressedSize === IN_ZIP64 ? Number(long.readBigUInt64LE(0)) : uncompressedSize,
    compressedSize === IN_ZIP64 ? Number(long.readBigUInt64LE(8)) : compressedSize,
  ];
}
