import type { CsvDialect } from '../model/csv-dialect.js';

/** Whether the line `start` … `end` (without its line end), which stands where a record may begin, is no record. */
export type SkipsLine = (bytes: Buffer, start: number, end: number) => boolean;

/** First bytes, in UTF-8, of the characters that String.prototype.trim takes away. */
const WHITE_SPACE_LEADS = [0x09, 0x0b, 0x0c, 0x20, 0xc2, 0xe1, 0xe2, 0xe3, 0xef];

/**
 * Lines that are no records and have no number: blank lines (nothing but white space, and no delimiter) and comment
 * lines (CSV Dialect `commentChar`; after white space too when `skipInitialSpace` is set).
 */
export function skippedLines(dialect: CsvDialect): SkipsLine {
  const { commentChar, delimiter, quoteChar, skipInitialSpace } = dialect;
  const suspicious = new Uint8Array(256);
  for (const lead of WHITE_SPACE_LEADS) {
    suspicious[lead] = 1;
  }
  if (commentChar !== undefined) {
    suspicious[Buffer.from(commentChar)[0] ?? 0] = 1;
  }
  return (bytes, start, end) => {
    if (start === end) {
      return true;
    }
    // Most lines are known for records by their first byte, without making a string.
    if (suspicious[bytes[start] ?? 0] === 0) {
      return false;
    }
    const line = bytes.toString('utf8', start, end);
    const text = skipInitialSpace ? line.trimStart() : line;
    if (commentChar !== undefined && text.startsWith(commentChar)) {
      return true;
    }
    return line.trim() === '' && !line.includes(delimiter) && !line.includes(quoteChar);
  };
}
