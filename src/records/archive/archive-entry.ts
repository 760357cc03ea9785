/** One entry of a zip file, as its directory and its local header agree on it. */
export interface ArchiveEntry {
  name: string;
  /** How its data is packed: 0 stored, 8 deflated. */
  method: number;
  /** CRC-32 of the unpacked data. */
  crc32: number;
  /** Of the packed data, in bytes. */
  packedBytes: number;
  /** Of the unpacked data, in bytes. */
  bytes: number;
  /** Where its local header begins in the file. */
  start: number;
  /** Where its packed data begins. */
  dataStart: number;
  /** Where the first byte after it is: after its data, or after its data descriptor when it has one. */
  end: number;
}
