import { setImmediate } from 'node:timers/promises';
import { IntegratorError } from '../model/errors.js';
import type { CsvDialect } from '../model/csv-dialect.js';
import { CheckedBytes } from './checked-bytes.js';
import { createCsvParser } from './csv-parser.js';
import { afterLastLineEnd, countLineEnds } from './physical-lines.js';
import type { RecordBlock } from './record-block.js';
import { RecordReader } from './record-reader.js';
import type { Piece, SingleRecord } from './single-record.js';

export type { CsvRecord, RecordBlock } from './record-block.js';

/** A CSV file that was opened: its header is read, its records are to come. */
export interface CsvFile {
  /** The names in the first record, as written; undefined when the dialect has no header. */
  header: string[] | undefined;
  /** Can be gone through once. Leaving it early closes the source. */
  blocks: AsyncIterable<RecordBlock>;
  /** Lets go of the source, for those who do not go through `blocks` to their end. */
  close(): Promise<void>;
}

export interface CsvFileOptions {
  dialect: CsvDialect;
  /** Fields of a record when there is no header. Default: as many as the first record that can be read has. */
  fieldCount?: number;
  /** Longest record, in bytes without its line end. Default: 1 MiB. */
  maxRecordBytes?: number;
  /** How much of the file is parsed at once, in bytes. Records longer than that are read all the same. Default: 128 KiB. */
  blockBytes?: number;
  /** Told the number of bytes each time some are handed to csv-parse: the measure of the work done. */
  onParse?: (bytes: number) => void;
}

const UTF8_BOM = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Opens a CSV file (RFC 4180 as a Frictionless CSV Dialect declares it; UTF-8, a byte order mark is skipped) and reads
 * its header. Memory is bounded by `blockBytes` and `maxRecordBytes`, whatever the file holds. Each record has one
 * number in file order, refused or not. Blank lines (white space only) and comment lines are no records. Every byte of
 * the file belongs to the header, a record, a reject, a blank or comment line, or a line end.
 *
 * Where reading goes on after a fault is ours to decide, since after a broken quote nobody can know where the next
 * record begins (adaltas/node-csv#214). A faulty record (a quote that cannot be read; a quote still open after
 * `maxRecordBytes` or at the end of the file; a record over `maxRecordBytes`; a wrong number of fields) is refused as
 * its first physical line only, and the next physical line is read as a new record. So one broken quote costs one
 * line, and a quoted text that was broken in its first line gives a reject for each of its lines: nothing is guessed
 * and nothing is lost. The raw text of a refused line is cut after `maxRecordBytes`. Work is linear in the file: what
 * is handed to csv-parse stays within a small multiple of it (`onParse`).
 *
 * @throws IntegratorError `file-empty` when the file has no line but blank and comment lines, `header-invalid` when the
 *   header cannot be read, and on the way, also while `blocks` is gone through: `file-encoding`, `file-nul-byte` (with
 *   `byteOffset` and `line`), and at the end `file-without-records` when there was a header and nothing after it. The
 *   caller applies nothing before the last block has come. The source is closed in each case.
 */
export async function openCsv(source: AsyncIterable<Buffer>, options: CsvFileOptions): Promise<CsvFile> {
  const { dialect, maxRecordBytes = 2 ** 20, blockBytes = 2 ** 17, onParse = ignore } = options;
  const input = new CheckedBytes(source);
  const reader = new RecordReader(dialect, createCsvParser(dialect, onParse), maxRecordBytes);
  try {
    await skipByteOrderMark(input);
    await skipToFirstRecord(input, reader, blockBytes);
    const header = dialect.header ? await readHeader(input, reader, blockBytes) : undefined;
    reader.fieldCount = header?.length ?? options.fieldCount;
    return { header, blocks: readBlocks(input, reader, blockBytes), close: () => input.close() };
  } catch (error) {
    await input.close();
    throw error;
  }
}

async function* readBlocks(input: CheckedBytes, reader: RecordReader, blockBytes: number): AsyncGenerator<RecordBlock> {
  try {
    let wanted = blockBytes;
    for (;;) {
      await input.fill(wanted);
      const { block, consumed, line, waiting } = reader.read(pieceOf(input), input.offset, input.line);
      input.take(consumed, line);
      if (block.records.length + block.rejects.length > 0) {
        yield block;
      }
      if (block.rejects.length > 0) {
        // A refused record costs csv-parse an error; leave the event loop time for heartbeats.
        await setImmediate();
      }
      if (input.ended && input.bytes.length === 0) {
        break;
      }
      wanted = waiting ? Math.max(blockBytes, 2 * input.bytes.length, 2) : blockBytes;
    }
    if (reader.count === 0) {
      throw new IntegratorError(
        'file-without-records',
        'expected records after the header, found none: send a file with records',
        {
          line: input.line,
        },
      );
    }
  } finally {
    await input.close();
  }
}

async function skipByteOrderMark(input: CheckedBytes): Promise<void> {
  await input.fill(UTF8_BOM.length);
  if (input.bytes.subarray(0, UTF8_BOM.length).equals(UTF8_BOM)) {
    input.take(UTF8_BOM.length, 1);
  }
}

async function skipToFirstRecord(input: CheckedBytes, reader: RecordReader, blockBytes: number): Promise<void> {
  for (;;) {
    const before = input.bytes.length;
    await input.fill(Math.max(blockBytes, 2 * before, 2));
    const piece = pieceOf(input);
    const found = reader.skip(piece);
    input.take(found, input.line + countLineEnds(piece.bytes, 0, found));
    if (found < piece.wholeLines || piece.bytes.length - found >= reader.maxBytes + 2) {
      return;
    }
    if (input.ended) {
      throw new IntegratorError(
        'file-empty',
        input.offset === 0
          ? 'the file is empty (0 bytes): send one with a header and records'
          : 'the file has only blank lines: send one with a header and records',
        { bytes: input.offset },
      );
    }
  }
}

async function readHeader(input: CheckedBytes, reader: RecordReader, blockBytes: number): Promise<string[]> {
  for (;;) {
    const piece = pieceOf(input);
    const found: SingleRecord = reader.readHeader(piece);
    if (found.kind === 'good') {
      input.take(found.next, input.line + countLineEnds(piece.bytes, 0, found.next));
      return found.fields;
    }
    if (found.kind === 'faulty') {
      throw new IntegratorError(
        'header-invalid',
        `the header (line ${input.line}) cannot be read: ${found.reason.message}; correct it`,
        {
          line: input.line,
          byteOffset: input.offset,
          code: found.reason.code,
        },
      );
    }
    await input.fill(Math.max(blockBytes, 2 * input.bytes.length));
  }
}

function pieceOf({ bytes, ended }: CheckedBytes): Piece {
  return { bytes, ended, wholeLines: ended ? bytes.length : afterLastLineEnd(bytes) };
}

function ignore(): void {
  // Nobody measures.
}
