import { IntegratorError } from '../model/errors.js';
import type { CsvDialect } from '../model/csv-dialect.js';
import { characterBoundary } from './character-boundary.js';
import type { CheckedBytes } from './checked-bytes.js';
import { countLineEnds, nextLine } from './physical-lines.js';
import { pieceOf } from './piece.js';
import type { RecordReader } from './record-reader.js';

/** What the header of a file is read with. */
export interface HeaderReading {
  input: CheckedBytes;
  reader: RecordReader;
  dialect: CsvDialect;
  blockBytes: number;
  maxColumns: number;
}

/**
 * Reads a file up to its first record, and gives the names of the fields; undefined when the dialect has no header. A
 * row of the header is the first record on or after the line that `headerRows` says; the lines before it are passed
 * over whatever they hold. The names of several rows are joined column by column; empty parts, as merged cells of a
 * spreadsheet leave them, do not count.
 *
 * @throws IntegratorError `file-empty`, `header-invalid`
 */
export async function readHeader(reading: HeaderReading): Promise<string[] | undefined> {
  const { input, dialect, maxColumns } = reading;
  if (!dialect.header) {
    await skipToFirstRecord(reading, 1);
    return undefined;
  }
  const rows: string[][] = [];
  for (const row of dialect.headerRows ?? [1]) {
    await passOverLines(reading, row);
    await skipToFirstRecord(reading, row);
    rows.push(await readRow(reading));
  }
  const width = Math.max(...rows.map(({ length }) => length));
  if (width > maxColumns) {
    const message = `the header has ${width} columns, expected at most ${maxColumns}: split the file, or check its delimiter`;
    throw new IntegratorError('header-invalid', message, { line: input.line, columns: width, maxColumns });
  }
  return Array.from({ length: width }, (_, column) =>
    rows
      .map((names) => names[column] ?? '')
      .filter((name) => name !== '')
      .join(dialect.headerJoin),
  );
}

/** Passes over the lines before `row`, however long. */
async function passOverLines({ input, blockBytes }: HeaderReading, row: number): Promise<void> {
  while (input.line < row) {
    await input.fill(blockBytes);
    const { bytes, wholeLines, ended } = pieceOf(input);
    let at = 0;
    let line = input.line;
    for (; line < row && at < wholeLines; line += 1) {
      at = nextLine(bytes, at, wholeLines);
    }
    if (wholeLines === 0) {
      if (ended) {
        return;
      }
      // The last character stays: it may be the first half of a \r\n.
      at = characterBoundary(bytes, bytes.length - 1);
    }
    input.take(at, line);
    await input.fill(input.bytes.length + 1);
  }
}

/** Passes over blank and comment lines; `row` is where the header was looked for. */
async function skipToFirstRecord({ input, reader, blockBytes }: HeaderReading, row: number): Promise<void> {
  const { skipped, rules } = reader;
  for (;;) {
    await input.fill(Math.max(blockBytes, 2 * input.bytes.length, 2));
    const { bytes, wholeLines, ended } = pieceOf(input);
    const found = skipped.pass(bytes, 0, wholeLines, input.line);
    input.take(found, input.line + skipped.passed);
    if (found < wholeLines || bytes.length - found >= rules.maxRecordBytes + 2) {
      return;
    }
    if (ended) {
      throw withoutRecord(input.offset, row);
    }
  }
}

function withoutRecord(bytes: number, row: number): IntegratorError {
  if (row > 1 && bytes > 0) {
    const message = `expected the header on line ${row} (headerRows), the file ends before it: correct the dialect, or the file`;
    return new IntegratorError('header-invalid', message, { headerRow: row });
  }
  const found = bytes === 0 ? 'is empty (0 bytes)' : 'has only blank lines';
  return new IntegratorError('file-empty', `the file ${found}: send one with a header and records`, { bytes });
}

async function readRow({ input, reader, blockBytes }: HeaderReading): Promise<string[]> {
  for (;;) {
    const found = reader.readHeader(pieceOf(input));
    if (found.kind === 'good') {
      input.take(found.next, input.line + countLineEnds(input.bytes, 0, found.next));
      return found.fields;
    }
    if (found.kind === 'faulty') {
      const { code, message } = found.reason;
      throw new IntegratorError(
        'header-invalid',
        `the header (line ${input.line}) cannot be read: ${message}; correct it`,
        { line: input.line, byteOffset: input.offset, code },
      );
    }
    await input.fill(Math.max(blockBytes, 2 * input.bytes.length));
  }
}
