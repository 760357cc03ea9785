import { crc32, deflateRawSync } from 'node:zlib';

/** The fields that the local header and the directory both have, as they are to be written. */
interface Header {
  name: Buffer;
  flags: number;
  method: number;
  crc32: number;
  packedBytes: number;
  bytes: number;
  extra: Buffer;
}

/** One entry, right by default; what is given instead makes it wrong, or unusual. */
export interface EntryToBuild extends Partial<Omit<Header, 'name'>> {
  name: string | Buffer;
  content?: string | Buffer;
  /** The data as it is stored; default: `content`, packed by `method`. */
  packed?: Buffer;
  /** What the local header says instead. */
  local?: Partial<Header>;
  descriptor?: Buffer;
  attributes?: number;
  comment?: string;
  /** Where the directory says the entry is. */
  start?: number;
  /** Only named in the directory: its local header is where `start` says. */
  onlyListed?: true;
}

/** The end of the archive; the numbers are right by default. */
export interface EndToBuild {
  disk?: number;
  directoryDisk?: number;
  entriesOnDisk?: number;
  entryCount?: number;
  directoryBytes?: number;
  directoryStart?: number;
  comment?: Buffer;
  commentBytes?: number;
  /** Put before, between and behind the parts of the archive. */
  prefix?: Buffer;
  gap?: Buffer;
  suffix?: Buffer;
  /** Writes a Zip64 record and its locator, with numbers other than these. */
  zip64?: { entryCount?: bigint; directoryStart?: bigint; recordStart?: bigint; recordBytes?: bigint };
}

const NONE = Buffer.alloc(0);

/** A zip file, byte by byte (APPNOTE 4.3), so that it can be wrong in one place. */
export function buildZip(entries: readonly EntryToBuild[], end: EndToBuild = {}): Buffer {
  const parts = [end.prefix ?? NONE];
  const listed: Buffer[] = [];
  for (const entry of entries) {
    const header = headerOf(entry);
    const start = entry.start ?? byteLength(parts);
    if (entry.onlyListed === undefined) {
      parts.push(localEntry(entry));
    }
    listed.push(directoryEntry(entry, header, start));
  }
  parts.push(end.gap ?? NONE);
  const directory = { start: byteLength(parts), bytes: byteLength(listed), entries: entries.length };
  parts.push(...listed);
  if (end.zip64 !== undefined) parts.push(zip64End(directory, end.zip64, byteLength(parts)));
  parts.push(endRecord(directory, end), end.suffix ?? NONE);
  return Buffer.concat(parts);
}

/** Local header, data and data descriptor of an entry. */
export function localEntry(entry: EntryToBuild): Buffer {
  const header = headerOf(entry);
  const { name, extra, ...local } = { ...header, ...entry.local };
  const fixed = Buffer.alloc(30);
  fixed.write('PK\x03\x04', 'latin1');
  writeShared(fixed, 4, local, name, extra);
  return Buffer.concat([fixed, name, extra, packedOf(entry), entry.descriptor ?? NONE]);
}

/** Extra field 0x0001 with values of 64 bits. */
export function zip64Extra(...values: number[]): Buffer {
  const extra = Buffer.alloc(4 + 8 * values.length);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(8 * values.length, 2);
  values.forEach((value, index) => extra.writeBigUInt64LE(BigInt(value), 4 + 8 * index));
  return extra;
}

/** CRC-32 and sizes of a stored content as they follow the data, with sizes of 4 or 8 bytes. */
export function descriptorOf(content: string, width: 4 | 8, signature = ''): Buffer {
  const body = Buffer.alloc(4 + 2 * width);
  body.writeUInt32LE(crc32(content), 0);
  for (const at of [4, 4 + width]) body.writeUIntLE(Buffer.byteLength(content), at, 4);
  return Buffer.concat([Buffer.from(signature, 'latin1'), body]);
}

function packedOf({ content = '', method = 8, packed }: EntryToBuild): Buffer {
  if (packed !== undefined) return packed;
  return method === 8 ? deflateRawSync(content) : Buffer.from(content);
}

function headerOf(entry: EntryToBuild): Header {
  const { name, content = '', flags = 0, method = 8, extra = NONE } = entry;
  return {
    name: Buffer.from(name),
    flags,
    method,
    crc32: entry.crc32 ?? crc32(content),
    packedBytes: entry.packedBytes ?? packedOf(entry).length,
    bytes: entry.bytes ?? Buffer.byteLength(content),
    extra,
  };
}

function writeShared(to: Buffer, at: number, header: Omit<Header, 'name' | 'extra'>, name: Buffer, extra: Buffer) {
  to.writeUInt16LE(20, at);
  to.writeUInt16LE(header.flags, at + 2);
  to.writeUInt16LE(header.method, at + 4);
  to.writeUInt32LE(header.crc32, at + 10);
  to.writeUInt32LE(header.packedBytes, at + 14);
  to.writeUInt32LE(header.bytes, at + 18);
  to.writeUInt16LE(name.length, at + 22);
  to.writeUInt16LE(extra.length, at + 24);
}

function directoryEntry(entry: EntryToBuild, header: Header, start: number): Buffer {
  const comment = Buffer.from(entry.comment ?? '');
  const fixed = Buffer.alloc(46);
  fixed.write('PK\x01\x02', 'latin1');
  fixed.writeUInt16LE((3 << 8) | 20, 4);
  writeShared(fixed, 6, header, header.name, header.extra);
  fixed.writeUInt16LE(comment.length, 32);
  fixed.writeUInt32LE(entry.attributes ?? 0, 38);
  fixed.writeUInt32LE(start, 42);
  return Buffer.concat([fixed, header.name, header.extra, comment]);
}

interface BuiltDirectory {
  start: number;
  bytes: number;
  entries: number;
}

function zip64End(directory: BuiltDirectory, wrong: NonNullable<EndToBuild['zip64']>, at: number): Buffer {
  const record = Buffer.alloc(56);
  record.write('PK\x06\x06', 'latin1');
  record.writeBigUInt64LE(wrong.recordBytes ?? 44n, 4);
  record.writeBigUInt64LE(wrong.entryCount ?? BigInt(directory.entries), 24);
  record.writeBigUInt64LE(wrong.entryCount ?? BigInt(directory.entries), 32);
  record.writeBigUInt64LE(BigInt(directory.bytes), 40);
  record.writeBigUInt64LE(wrong.directoryStart ?? BigInt(directory.start), 48);
  const locator = Buffer.alloc(20);
  locator.write('PK\x06\x07', 'latin1');
  locator.writeBigUInt64LE(wrong.recordStart ?? BigInt(at), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([record, locator]);
}

function endRecord(directory: BuiltDirectory, end: EndToBuild): Buffer {
  const { comment = NONE, entryCount = directory.entries } = end;
  const record = Buffer.alloc(22);
  record.write('PK\x05\x06', 'latin1');
  record.writeUInt16LE(end.disk ?? 0, 4);
  record.writeUInt16LE(end.directoryDisk ?? 0, 6);
  record.writeUInt16LE(end.entriesOnDisk ?? entryCount, 8);
  record.writeUInt16LE(entryCount, 10);
  record.writeUInt32LE(end.directoryBytes ?? directory.bytes, 12);
  record.writeUInt32LE(end.directoryStart ?? directory.start, 16);
  record.writeUInt16LE(end.commentBytes ?? comment.length, 20);
  return Buffer.concat([record, comment]);
}

function byteLength(parts: readonly Buffer[]): number {
  return parts.reduce((sum, part) => sum + part.length, 0);
}
