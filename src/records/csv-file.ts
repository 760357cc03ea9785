import { IntegratorError } from '../model/errors.js';
import type { CsvDialect } from '../model/csv-dialect.js';
import type { Encoding } from '../model/encoding.js';
import { CheckedBytes } from './checked-bytes.js';
import { decodeText } from './encoding/decode-text.js';
import { passOverFileStart } from './file-start.js';
import { loopTurn } from './loop-turn.js';
import { pieceOf } from './piece.js';
import { readHeader } from './read-header.js';
import type { RecordBlock } from './record-block.js';
import { RecordReader } from './record-reader.js';
import type { RecordRules } from './record-rules.js';

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
  /** How the source is encoded. Default: utf-8. */
  encoding?: Encoding;
  /** Fields of a record when there is no header. Default: as many as the first record that can be read has. */
  fieldCount?: number;
  /** Longest record, in bytes without its line end. Default: 1 MiB. */
  maxRecordBytes?: number;
  /** Longest field, in bytes of its value. Default: 128 KiB, or an eighth of `maxRecordBytes` where that is more. */
  maxFieldBytes?: number;
  /** Most columns of a header. Default: 1,600, the most that a PostgreSQL table can have. */
  maxColumns?: number;
  /** How much of the file is parsed at once, in bytes. Records longer than that are read all the same. Default: 32 KiB. */
  blockBytes?: number;
  /** Told the number of bytes each time some are parsed: the measure of the work done. */
  onParse?: (bytes: number) => void;
}

/**
 * Opens a CSV file (RFC 4180 as a Frictionless CSV Dialect declares it; a byte order mark, and the line `sep=;` that
 * Excel understands, are passed over) and reads its header. Memory is bounded by `blockBytes` and `maxRecordBytes`,
 * whatever the file holds. Each record has one number in file order, refused or not. Blank lines (white space only) and
 * comment lines are no records. Every byte of the file belongs to what stands before the first record, a record, a
 * reject, a blank or comment line, or a line end. Offsets and lengths count bytes of the file's text in UTF-8, which
 * for a file in UTF-8 are the bytes of the file.
 *
 * Where reading goes on after a fault is ours to decide, since after a broken quote nobody can know where the next
 * record begins (adaltas/node-csv#214). A faulty record (a quote that cannot be read; a quote still open after
 * `maxRecordBytes` or at the end of the file; a record over `maxRecordBytes`; a wrong number of fields; a field over
 * `maxFieldBytes`) is refused as its first physical line only, and the next physical line is read as a new record. So
 * one broken quote costs one line, and a quoted text that was broken in its first line gives a reject for each of its
 * lines: nothing is guessed and nothing is lost. The raw text of a refused line is cut after `maxRecordBytes`.
 *
 * Records whose fields follow from the dialect beyond doubt are split here (`RecordSplitter`), all others are read and
 * judged by csv-parse; a property test shows that both give the same. Work is linear in the file: what is parsed stays
 * within a small multiple of it (`onParse`).
 *
 * @throws IntegratorError `file-empty` when the file has no line but blank and comment lines, `header-invalid` when the
 *   header cannot be read, has more than `maxColumns` or a `sep=` line contradicts the dialect, and on the way, also
 *   while `blocks` is gone through: `file-encoding`, `file-nul-byte` (with `byteOffset` and `line`), and at the end
 *   `file-without-records` when there was a header and nothing after it. The caller applies nothing before the last
 *   block has come. The source is closed in each case.
 */
export async function openCsv(source: AsyncIterable<Buffer>, options: CsvFileOptions): Promise<CsvFile> {
  const { dialect, maxRecordBytes = 2 ** 20, blockBytes = 2 ** 15, maxColumns = 1600, onParse = ignore } = options;
  const input = new CheckedBytes(decodeText(source, options.encoding ?? 'utf-8'));
  const { maxFieldBytes = Math.max(2 ** 17, Math.floor(maxRecordBytes / 8)) } = options;
  const rules: RecordRules = { maxRecordBytes, maxFieldBytes };
  const reader = new RecordReader(dialect, rules, onParse);
  try {
    await passOverFileStart(input, dialect.delimiter);
    const header = await readHeader({ input, reader, dialect, blockBytes, maxColumns });
    rules.header = header;
    rules.fieldCount = header?.length ?? options.fieldCount;
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
      await loopTurn();
      const { block, consumed, line, waiting } = reader.read(pieceOf(input), input.offset, input.line);
      input.take(consumed, line);
      if (block.records.length + block.rejects.length > 0) {
        yield block;
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
        { line: input.line },
      );
    }
  } finally {
    await input.close();
  }
}

function ignore(): void {
  // Nobody measures.
}
