import { createReadStream } from 'node:fs';

import { csvDialect } from '../../model/csv-dialect.js';
import type { Encoding } from '../../model/encoding.js';
import { openCsv } from '../../records/csv-file.js';
import type { DialectGuess } from './guess.js';

/** A part of a file's records, as they follow one another. */
export interface RecordsRead {
  header: string[];
  /** The fields of each record that can be read. */
  rows: string[][];
  /** How many cannot be read. */
  unreadable: number;
  /** Whether a field was read as quoted, in the way the dialect says. */
  isQuoted: boolean;
}

/**
 * Reads a CSV file with the code that imports read it with, piece by piece; the first piece has the header alone.
 *
 * @throws IntegratorError as `openCsv` says.
 */
export async function* readRecords(
  path: string,
  encoding: Encoding,
  dialect: DialectGuess,
): AsyncGenerator<RecordsRead> {
  const { header = [], blocks } = await openCsv(createReadStream(path), {
    dialect: csvDialect.parse(dialect),
    encoding,
  });
  yield { header, rows: [], unreadable: 0, isQuoted: false };
  for await (const block of blocks) {
    const { records, rejects } = block;
    yield {
      header,
      rows: records.map(({ fields }) => fields),
      unreadable: rejects.length,
      isQuoted: records.some((record) => hasQuotes(block.raw(record), record.fields, dialect)),
    };
  }
}

/** Whether quotes that stand in the text of a record were taken off, escaped as the dialect says. */
function hasQuotes(raw: string, fields: readonly string[], { quoteChar = '"', escapeChar }: DialectGuess): boolean {
  const count = (text: string) => text.split(quoteChar).length;
  return count(raw) > count(fields.join('')) && (escapeChar === undefined || raw.includes(`${escapeChar}${quoteChar}`));
}

/** The first records of a file, no more than so many. */
export async function readSample(
  path: string,
  encoding: Encoding,
  dialect: DialectGuess,
  most: number,
): Promise<RecordsRead> {
  const sample: RecordsRead = { header: [], rows: [], unreadable: 0, isQuoted: false };
  for await (const { header, rows, unreadable, isQuoted } of readRecords(path, encoding, dialect)) {
    sample.header = header;
    sample.rows.push(...rows);
    sample.unreadable += unreadable;
    sample.isQuoted ||= isQuoted;
    if (sample.rows.length + sample.unreadable >= most) break;
  }
  return { ...sample, rows: sample.rows.slice(0, most) };
}
