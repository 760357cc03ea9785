import type { CsvDialect } from '../model/csv-dialect.js';
import { characterBoundary } from './character-boundary.js';
import { createCsvParser } from './csv-parser.js';
import type { ParsesRecord } from './csv-parser.js';
import { fieldCountReason } from './field-count.js';
import { fieldLengthReason } from './field-length.js';
import { afterLineEnd, countLineEnds, lineEnd, withoutLineEnd } from './physical-lines.js';
import type { Piece } from './piece.js';
import { RecordBlockBuilder } from './record-block.js';
import type { RecordBlock } from './record-block.js';
import type { RecordRules } from './record-rules.js';
import { RecordSplitter } from './record-splitter.js';
import { readSingleRecord } from './single-record.js';
import type { SingleRecord } from './single-record.js';
import { SkippedLines } from './skipped-lines.js';
import { WellFormedRecords } from './well-formed-records.js';

/** After so many rejects a block ends early, so that a broken file does not hold the event loop for seconds. */
const MAX_REJECTS_IN_BLOCK = 500;

/** What was done with a piece of a file. */
export interface Reading {
  block: RecordBlock;
  /** How much of the piece is done with. */
  consumed: number;
  /** The line on which the rest begins. */
  line: number;
  /** Whether the rest waits for more of the file. */
  waiting: boolean;
}

/** Finds records in the pieces of a file, one after the other, and keeps their count. */
export class RecordReader {
  /** Records and rejects so far. */
  count = 0;
  readonly skipped: SkippedLines;
  readonly #splitter: RecordSplitter;
  readonly #parse: ParsesRecord;
  /** Where it is in the piece, and on which line of the file. */
  #at = 0;
  #line = 1;
  /** Inside a refused line that is longer than what was read. */
  #inLongLine = false;

  constructor(
    dialect: CsvDialect,
    /** Without `fieldCount`, the first good record sets it. */
    readonly rules: RecordRules,
    private readonly onParse: (bytes: number) => void,
  ) {
    this.skipped = new SkippedLines(dialect, rules.maxRecordBytes);
    this.#splitter = new RecordSplitter(dialect);
    this.#parse = createCsvParser(dialect, onParse);
  }

  /** The record at the start of `piece`. It is not counted, and sets no rule. */
  readHeader(piece: Piece): SingleRecord {
    return readSingleRecord(piece, 0, this.#parse, this.rules);
  }

  /** Reads what can be read of `piece`, which begins at `offset` and `line` of the file. */
  read(piece: Piece, offset: number, line: number): Reading {
    const { bytes, wholeLines, ended } = piece;
    const { maxRecordBytes } = this.rules;
    const block = new RecordBlockBuilder(bytes, offset, this.count, maxRecordBytes);
    const wellFormed = new WellFormedRecords(bytes, wholeLines, this.#splitter, maxRecordBytes, this.onParse);
    this.#at = 0;
    this.#line = line;
    if (this.#inLongLine) {
      this.#leaveLine(piece, 0);
    }
    let waiting = false;
    while (!this.#inLongLine && !waiting && block.rejectCount < MAX_REJECTS_IN_BLOCK) {
      this.#at = this.skipped.pass(bytes, this.#at, wholeLines, this.#line);
      this.#line += this.skipped.passed;
      if (this.#at >= wholeLines && ended) {
        break;
      }
      const done = (wellFormed.read(this.#at) && this.#take(wellFormed, block)) || this.#readSingle(piece, block);
      waiting = !done;
    }
    this.count = block.count;
    const consumed = this.#at;
    return { block: block.build(offset + consumed), consumed, line: this.#line, waiting: waiting || this.#inLongLine };
  }

  /** Takes a well-formed record, good or refused; false when it needs the closer look of `#readSingle`. */
  #take({ fields, end, next, lines }: WellFormedRecords, block: RecordBlockBuilder): boolean {
    const at = this.#at;
    const reason = fieldCountReason(fields, this.rules);
    if (reason !== undefined) {
      if (lines > 1) {
        return false;
      }
      block.refuse(reason, this.#line, at, end);
    } else {
      // A short record has no long field: most need no look at their fields.
      if (end - at > this.rules.maxFieldBytes && fieldLengthReason(fields, this.rules) !== undefined) {
        return false;
      }
      this.#add(fields, end, block);
    }
    this.#at = next;
    this.#line += lines;
    return true;
  }

  /** Reads one record by the word of csv-parse, or refuses its first line; false when more of the file is needed. */
  #readSingle(piece: Piece, block: RecordBlockBuilder): boolean {
    const { bytes } = piece;
    const at = this.#at;
    const single = readSingleRecord(piece, at, this.#parse, this.rules);
    if (single.kind === 'unfinished') {
      return false;
    }
    if (single.kind === 'good') {
      const next = at + single.next;
      this.#add(single.fields, at + withoutLineEnd(bytes.subarray(at, next), single.next), block);
      this.#at = next;
      this.#line += countLineEnds(bytes, at, next);
    } else {
      const end = lineEnd(bytes, at, bytes.length);
      block.refuse(single.reason, this.#line, at, end);
      this.#leaveLine(piece, end);
    }
    return true;
  }

  #add(fields: string[], end: number, block: RecordBlockBuilder): void {
    this.rules.fieldCount ??= fields.length;
    block.add(fields, this.#line, this.#at, end);
  }

  /** Goes on from inside a line, behind its line end; if that has not been read yet, remembers to go on looking for it. */
  #leaveLine({ bytes, wholeLines, ended }: Piece, from: number): void {
    const end = lineEnd(bytes, from, bytes.length);
    this.#inLongLine = !ended && end >= wholeLines;
    if (!this.#inLongLine) {
      this.#at = afterLineEnd(bytes, end, bytes.length);
      this.#line += 1;
    } else {
      this.#at = end < bytes.length ? end : characterBoundary(bytes, bytes.length);
    }
  }
}
