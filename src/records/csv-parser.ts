import { CsvError, parse } from 'csv-parse/sync';
import type { Options } from 'csv-parse/sync';
import type { CsvDialect } from '../model/csv-dialect.js';

/** What csv-parse says of a quote it cannot read. */
export interface QuoteFault {
  kind: 'open' | 'misplaced-opening' | 'misplaced-closing';
  /** The field it is in, from 1. */
  field: number;
  /** The line it is on, from 1 at the first byte given; lines after the first may be counted twice. */
  line: number;
}

/** csv-parse, set up once for a dialect. It is given whole pieces of a file and keeps nothing between two. */
export interface CsvParser {
  /** The records of a piece without comment lines, or undefined when a quote in it cannot be read. The fast way. */
  rows(bytes: Buffer): string[][] | undefined;
  /**
   * Shows `visit` each record of a piece and the index after its line end, until `visit` answers false. Comment lines
   * are skipped when `comments` is set. Returns the quote that ended it, if one did.
   */
  each(bytes: Buffer, comments: boolean, visit: (fields: string[], end: number) => boolean): QuoteFault | undefined;
}

const FAULTS = new Map<string, QuoteFault['kind']>([
  ['CSV_QUOTE_NOT_CLOSED', 'open'],
  ['INVALID_OPENING_QUOTE', 'misplaced-opening'],
  ['CSV_INVALID_CLOSING_QUOTE', 'misplaced-closing'],
]);

/** Thrown through csv-parse to leave it early; it has no other way out. One for all: a stack each time costs more. */
const STOP = new Error('stopped');

/** Sets csv-parse up for `dialect`; `onParse` is told the number of bytes each time some are handed to csv-parse. */
export function createCsvParser(dialect: CsvDialect, onParse: (bytes: number) => void): CsvParser {
  const plain: Options = {
    delimiter: dialect.delimiter,
    quote: dialect.quoteChar,
    escape: dialect.escapeChar ?? (dialect.doubleQuote ? dialect.quoteChar : null),
    ltrim: dialect.skipInitialSpace,
    // All three: csv-parse would settle on the first it meets and take the others for text.
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: false,
    skip_empty_lines: true,
    bom: false,
  };
  const withComments: Options =
    dialect.commentChar === undefined ? plain : { ...plain, comment: dialect.commentChar, comment_no_infix: true };

  return {
    rows(bytes) {
      onParse(bytes.length);
      try {
        return parse(bytes, plain);
      } catch (error) {
        quoteFault(error);
        return undefined;
      }
    },
    each(bytes, comments, visit) {
      onParse(bytes.length);
      try {
        parse(bytes, {
          ...(comments ? withComments : plain),
          on_record: (fields: string[], info) => {
            if (!visit(fields, info.bytes)) {
              throw STOP;
            }
            return null;
          },
        });
        return undefined;
      } catch (error) {
        return error === STOP ? undefined : quoteFault(error);
      }
    },
  };
}

function quoteFault(error: unknown): QuoteFault {
  const kind = error instanceof CsvError ? FAULTS.get(error.code) : undefined;
  if (kind === undefined) {
    throw error;
  }
  const place = error as { column?: number; lines?: number };
  return { kind, field: (place.column ?? 0) + 1, line: place.lines ?? 1 };
}
