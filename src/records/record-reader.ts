import type { CsvDialect } from '../model/csv-dialect.js';
import type { RejectReason } from '../model/reject.js';
import { characterBoundary } from './character-boundary.js';
import type { CsvParser } from './csv-parser.js';
import { fieldCountReason } from './field-count.js';
import { LineCursor } from './line-cursor.js';
import { readOneLineRecords } from './one-line-records.js';
import { afterLineEnd, lineEnd, nextLine } from './physical-lines.js';
import { RecordBlockBuilder } from './record-block.js';
import type { RecordBlock } from './record-block.js';
import { readSingleRecord, withoutLineEnd } from './single-record.js';
import type { Piece, SingleRecord } from './single-record.js';
import { skippedLines } from './skipped-lines.js';
import type { SkipsLine } from './skipped-lines.js';
import { readSpanningRecords, skipLines } from './spanning-records.js';

/** After so many rejects a block ends early, so that a broken file does not hold the event loop for seconds. */
const MAX_REJECTS_IN_BLOCK = 500;

/** Windows smaller than this are read record by record: after a fault the next one is often near. */
const MIN_WINDOW_BYTES = 256;

/** Finds records in the pieces of a file, one after the other. Keeps the count of records and the width of the windows. */
export class RecordReader {
  /** Records and rejects so far. */
  count = 0;
  /** How many fields a record has; set by the header, the caller or the first good record. */
  fieldCount: number | undefined;
  readonly #skips: SkipsLine;
  readonly #quoteThenComment: Buffer | undefined;
  /** How much is parsed at once: all there is, until a fault; then in proportion to what was good since. */
  #window = Infinity;
  /** Inside a refused line that is longer than what was read. */
  #inLongLine = false;

  constructor(
    dialect: CsvDialect,
    private readonly parser: CsvParser,
    readonly maxBytes: number,
  ) {
    this.#skips = skippedLines(dialect);
    this.#quoteThenComment =
      dialect.commentChar === undefined ? undefined : Buffer.from(dialect.quoteChar + dialect.commentChar);
  }

  /** The start of the first line that is not blank and no comment; the end of the whole lines when there is none. */
  skip(piece: Piece): number {
    return skipLines(piece.bytes, 0, piece.wholeLines, this.#skips, this.maxBytes);
  }

  /** The record at the start of `piece`, whatever its number of fields. It is not counted. */
  readHeader(piece: Piece): SingleRecord {
    return readSingleRecord(piece, 0, this.parser, { maxBytes: this.maxBytes, fieldCount: undefined });
  }

  /**
   * Reads what can be read of `piece`, which begins at `offset` and `line` of the file. Returns how much of it is done
   * with, the line on which the rest begins, and whether the rest waits for more of the file.
   */
  read(
    piece: Piece,
    offset: number,
    line: number,
  ): { block: RecordBlock; consumed: number; line: number; waiting: boolean } {
    const { bytes, wholeLines, ended } = piece;
    const block = new RecordBlockBuilder(bytes, offset, this.count, this.maxBytes);
    const lines = new LineCursor(bytes, line);
    let at = this.#inLongLine ? this.#leaveLongLine(piece, 0) : 0;
    let waiting = false;
    while (!this.#inLongLine && block.rejectCount < MAX_REJECTS_IN_BLOCK) {
      at = skipLines(bytes, at, wholeLines, this.#skips, this.maxBytes);
      if (at >= wholeLines && ended) {
        break;
      }
      if (at < wholeLines && this.#window >= MIN_WINDOW_BYTES && this.fieldCount !== undefined) {
        const to = this.#windowEnd(piece, at);
        at = this.#readWindow(bytes, at, to, this.fieldCount, block, lines);
        this.#window = at === to ? this.#window * 3 : 0;
        continue;
      }
      const rules = { maxBytes: this.maxBytes, fieldCount: this.fieldCount };
      const single = readSingleRecord(piece, at, this.parser, rules);
      if (single.kind === 'unfinished') {
        waiting = true;
        // No fault so far: the next piece gets its chance as a whole, unless it only makes this record longer.
        this.#window = at > 0 ? Infinity : 0;
        break;
      }
      if (single.kind === 'good') {
        this.fieldCount ??= single.fields.length;
        block.add(
          single.fields,
          lines.at(at),
          at,
          at + withoutLineEnd(bytes.subarray(at, at + single.next), single.next),
        );
        this.#window += 2 * single.next;
        at += single.next;
      } else {
        this.#window = 0;
        at = this.#refuseLine(piece, at, single.reason, block, lines);
      }
    }
    this.count = block.count;
    return { block: block.build(offset + at), consumed: at, line: lines.at(at), waiting: waiting || this.#inLongLine };
  }

  #windowEnd({ bytes, wholeLines }: Piece, at: number): number {
    return at + this.#window >= wholeLines ? wholeLines : nextLine(bytes, at + this.#window - 1, wholeLines);
  }

  #readWindow(
    bytes: Buffer,
    from: number,
    to: number,
    fieldCount: number,
    block: RecordBlockBuilder,
    lines: LineCursor,
  ): number {
    const window = bytes.subarray(from, to);
    const take = (fields: string[], line: number, start: number, end: number): void => {
      if (fields.length === fieldCount) {
        block.add(fields, line, start, end);
      } else {
        block.refuse(fieldCountReason(fieldCount, fields.length), line, start, end);
      }
    };
    const found = readOneLineRecords(window, this.parser, this.#skips, this.maxBytes);
    if (found === undefined) {
      const rules = {
        skips: this.#skips,
        maxBytes: this.maxBytes,
        fieldCount,
        quoteThenComment: this.#quoteThenComment,
      };
      const done = readSpanningRecords(window, this.parser, rules, (fields, start, end) =>
        take(fields, lines.at(from + start), from + start, from + end),
      );
      return from + done;
    }
    const firstLine = lines.at(from);
    found.rows.forEach((fields, index) => {
      const line = firstLine + (found.lines[index] ?? 0);
      take(fields, line, from + (found.starts[index] ?? 0), from + (found.ends[index] ?? 0));
    });
    lines.moveTo(to, firstLine + found.lineCount);
    return to;
  }

  #refuseLine(piece: Piece, at: number, reason: RejectReason, block: RecordBlockBuilder, lines: LineCursor): number {
    const end = lineEnd(piece.bytes, at, piece.bytes.length);
    block.refuse(reason, lines.at(at), at, end);
    return this.#leaveLongLine(piece, end);
  }

  /** Goes on from inside a line, behind its line end; if that has not been read yet, remembers to go on looking for it. */
  #leaveLongLine({ bytes, wholeLines, ended }: Piece, from: number): number {
    const end = lineEnd(bytes, from, bytes.length);
    this.#inLongLine = !ended && end >= wholeLines;
    if (!this.#inLongLine) {
      return afterLineEnd(bytes, end, bytes.length);
    }
    return end < bytes.length ? end : characterBoundary(bytes, bytes.length);
  }
}
