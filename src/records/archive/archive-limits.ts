/** What is unpacked at most. */
export interface ArchiveLimits {
  /** Of the CSV file, in bytes. */
  maxUnpackedBytes: number;
  /** Unpacked bytes for each packed one; asked only of a CSV file of more than 1 MB. Deflate cannot exceed 1032. */
  maxRatio: number;
  /** Of every kind, folders included. */
  maxEntries: number;
}
