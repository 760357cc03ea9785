import { CsvError, parse } from 'csv-parse/sync';
import type { Info, Options } from 'csv-parse/sync';
import type { CsvDialect } from '../model/csv-dialect.js';

/** What csv-parse says of a quote it cannot read. */
export interface QuoteFault {
  kind: 'open' | 'misplaced-opening' | 'misplaced-closing';
  /** The field it is in, from 1. */
  field: number;
  /** The line it is on, from 1 at the first byte given; lines after the first may be counted twice. */
  line: number;
}

export interface ParsedRecord {
  fields: string[];
  /** After its line end, from where it begins. */
  next: number;
}

/**
 * Reads the record that begins `bytes` with csv-parse, whatever stands after it; undefined when there is none. Some
 * 10 µs a record: it is asked where `RecordSplitter` cannot vouch for a record, and its word is the last.
 */
export type ParsesRecord = (bytes: Buffer) => ParsedRecord | QuoteFault | undefined;

const FAULTS = new Map<string, QuoteFault['kind']>([
  ['CSV_QUOTE_NOT_CLOSED', 'open'],
  ['INVALID_OPENING_QUOTE', 'misplaced-opening'],
  ['CSV_INVALID_CLOSING_QUOTE', 'misplaced-closing'],
]);

/**
 * Sets csv-parse up for `dialect`; `onParse` is told how many bytes it is given each time. Comments are not its
 * business: it would let one pass after a closing quote.
 */
export function createCsvParser(dialect: CsvDialect, onParse: (bytes: number) => void): ParsesRecord {
  const options: Options = {
    delimiter: dialect.delimiter,
    quote: dialect.quoteChar,
    escape: escapeOf(dialect),
    ltrim: dialect.skipInitialSpace,
    // All three: csv-parse would settle on the first it meets and take the others for text.
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: false,
    skip_empty_lines: true,
    bom: false,
    info: true,
    to: 1,
  };
  return (bytes) => {
    onParse(bytes.length);
    try {
      // The types of csv-parse do not know what `info` makes of a record.
      const [found] = parse(bytes, options) as unknown as { record: string[]; info: Info }[];
      return found && { fields: found.record, next: found.info.bytes };
    } catch (error) {
      return quoteFault(error);
    }
  };
}

/** The character that takes its meaning from a quote in a quoted field: `escapeChar`, else the quote itself, or none. */
export function escapeOf({ escapeChar, doubleQuote, quoteChar }: CsvDialect): string | null {
  return escapeChar ?? (doubleQuote ? quoteChar : null);
}

function quoteFault(error: unknown): QuoteFault {
  const kind = error instanceof CsvError ? FAULTS.get(error.code) : undefined;
  if (kind === undefined) {
    throw error;
  }
  const place = error as { column?: number; lines?: number };
  return { kind, field: (place.column ?? 0) + 1, line: place.lines ?? 1 };
}
