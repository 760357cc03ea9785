import { stringify } from 'csv-stringify/sync';

/**
 * Rows as CSV text in the default dialect (RFC 4180: comma, double quotes, CRLF after each row). Read again by
 * `openCsv`, they are the same rows: what a reader might take for a blank line or a byte order mark is in quotes too.
 */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  return stringify(rows as string[][], {
    record_delimiter: '\r\n',
    // Of any kind: readers end a line at each of the three.
    quote_record_delimiter: true,
    quoted_match: /^\s/,
    // A row of one empty text would be a blank line.
    quoted_empty: rows[0]?.length === 1,
  });
}
