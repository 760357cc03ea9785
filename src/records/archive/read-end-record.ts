import type { FileHandle } from 'node:fs/promises';

import { archiveInvalid } from './archive-invalid.js';
import { readAt } from './read-at.js';

/** What the end of a zip file says about its central directory (APPNOTE 4.3.14 and 4.3.16). */
export interface EndRecord {
  disk: number;
  directoryDisk: number;
  entriesOnDisk: number;
  entryCount: number;
  directoryBytes: number;
  directoryStart: number;
  /** Where the record itself begins: the directory ends there. */
  start: number;
}

const END = Buffer.from('PK\x05\x06');
const END_BYTES = 22;
const MAX_COMMENT_BYTES = 0xffff;
const LOCATOR = Buffer.from('PK\x06\x07');
const LOCATOR_BYTES = 20;
const ZIP64_END = Buffer.from('PK\x06\x06');
const ZIP64_END_BYTES = 56;
/** Of a Zip64 record, what its own size does not count. */
const ZIP64_LEAD_BYTES = 12;

/**
 * Reads the end record of a zip file of `size` bytes, the Zip64 one when there is one, as yauzl will understand it.
 *
 * @returns undefined when the file has none.
 * @throws IntegratorError `archive-invalid` when bytes stand after it, or when a Zip64 record does not fit.
 */
export async function readEndRecord(file: FileHandle, size: number): Promise<EndRecord | undefined> {
  const tailBytes = Math.min(size, LOCATOR_BYTES + END_BYTES + MAX_COMMENT_BYTES);
  const tail = await readAt(file, size - tailBytes, tailBytes);
  const at = tail.length < END_BYTES ? -1 : tail.lastIndexOf(END, tail.length - END_BYTES);
  if (at < 0) return undefined;
  const end = tail.subarray(at);
  checkComment(end);
  const record = {
    disk: end.readUInt16LE(4),
    directoryDisk: end.readUInt16LE(6),
    entriesOnDisk: end.readUInt16LE(8),
    entryCount: end.readUInt16LE(10),
    directoryBytes: end.readUInt32LE(12),
    directoryStart: end.readUInt32LE(16),
    start: size - tail.length + at,
  };
  const locator = tail.subarray(Math.max(0, at - LOCATOR_BYTES), at);
  return locator.indexOf(LOCATOR) === 0 ? await readZip64Record(file, locator, record) : record;
}

function checkComment(end: Buffer): void {
  const difference = end.length - END_BYTES - end.readUInt16LE(20);
  if (difference === 0) return;
  throw archiveInvalid(
    difference > 0
      ? `The zip file has ${difference} bytes after its end, where nothing belongs. Send it again, or make it again.`
      : `The zip file is cut off: ${-difference} bytes of its comment are missing. Send it again when it is complete.`,
  );
}

async function readZip64Record(file: FileHandle, locator: Buffer, short: EndRecord): Promise<EndRecord> {
  const start = readUInt64(locator, 8);
  const locatorStart = short.start - LOCATOR_BYTES;
  // yauzl reads wherever the locator points; beyond 2^53, Node then throws where nobody can catch it.
  if (start > locatorStart - ZIP64_END_BYTES) throw contradiction();
  const end = await readAt(file, start, ZIP64_END_BYTES);
  if (end.indexOf(ZIP64_END) !== 0 || start + ZIP64_LEAD_BYTES + readUInt64(end, 4) !== locatorStart) {
    throw contradiction();
  }
  const record = {
    disk: end.readUInt32LE(16),
    directoryDisk: end.readUInt32LE(20),
    entriesOnDisk: readUInt64(end, 24),
    entryCount: readUInt64(end, 32),
    directoryBytes: readUInt64(end, 40),
    directoryStart: readUInt64(end, 48),
    start,
  };
  checkAgree(short, record);
  return record;
}

/** A field of the short record that is filled with ones leaves its value to the long one; any other says the same. */
function checkAgree(short: EndRecord, long: EndRecord): void {
  const fields: [keyof EndRecord, number][] = [
    ['disk', 0xffff],
    ['directoryDisk', 0xffff],
    ['entriesOnDisk', 0xffff],
    ['entryCount', 0xffff],
    ['directoryBytes', 0xffffffff],
    ['directoryStart', 0xffffffff],
  ];
  if (fields.some(([field, ones]) => short[field] !== ones && short[field] !== long[field])) throw contradiction();
}

function contradiction(): Error {
  return archiveInvalid('The zip file contradicts itself: its Zip64 records do not fit its end. Make it again.');
}

function readUInt64(bytes: Buffer, at: number): number {
  return Number(bytes.readBigUInt64LE(at));
}
