import type { Reject, RejectReason } from '../model/reject.js';
import { characterBoundary } from './character-boundary.js';

/** One record of a CSV file, as texts. */
export interface CsvRecord {
  /** From 1, in file order; refused records are counted, header, blank and comment lines are not. */
  number: number;
  /** The physical line it begins on, from 1. */
  line: number;
  /**
   * Where it begins, in bytes from 0 of the file's text in UTF-8. In a file that is UTF-8 that is where it begins in the
   * file; one in another encoding is counted as it would be in UTF-8.
   */
  byteOffset: number;
  fields: string[];
}

/** The records and rejects of a piece of the file, each in file order. */
export interface RecordBlock {
  records: CsvRecord[];
  rejects: Reject[];
  /**
   * The text of a record of this block as it stood in the file, without its line end.
   *
   * @throws RangeError when the record is of another block
   */
  raw(record: CsvRecord): string;
  /** How much was read when this block ended, in bytes of the file's text in UTF-8. */
  bytesRead: number;
}

/** Fills a RecordBlock from `bytes`, which begin at `offset` in the file and have `recordsBefore` records before them. */
export class RecordBlockBuilder {
  readonly #records: CsvRecord[] = [];
  readonly #ends: number[] = [];
  readonly #rejects: Reject[] = [];

  constructor(
    private readonly bytes: Buffer,
    private readonly offset: number,
    private readonly recordsBefore: number,
    private readonly maxRawBytes: number,
  ) {}

  /** Records and rejects so far, and all before. */
  get count(): number {
    return this.recordsBefore + this.#records.length + this.#rejects.length;
  }

  get rejectCount(): number {
    return this.#rejects.length;
  }

  /** Adds the record at `start` … `end` (without its line end). */
  add(fields: string[], line: number, start: number, end: number): void {
    this.#records.push({ number: this.count + 1, line, byteOffset: this.offset + start, fields });
    this.#ends.push(end);
  }

  /** Adds a reject for `start` … `end`; its raw text is cut at `maxRawBytes`. */
  refuse(reason: RejectReason, line: number, start: number, end: number): void {
    const cut = end - start > this.maxRawBytes ? characterBoundary(this.bytes, start + this.maxRawBytes) : end;
    this.#rejects.push({
      record: this.count + 1,
      line,
      byteOffset: this.offset + start,
      raw: this.bytes.toString('utf8', start, cut),
      reasons: [reason],
    });
  }

  build(bytesRead: number): RecordBlock {
    const { bytes, offset } = this;
    const records = this.#records;
    const ends = this.#ends;
    return {
      records,
      rejects: this.#rejects,
      raw: (record) => {
        const end = ends[indexOfRecord(records, record.number)];
        if (end === undefined) {
          throw new RangeError(`record ${record.number} is not of this block`);
        }
        return bytes.toString('utf8', record.byteOffset - offset, end);
      },
      bytesRead,
    };
  }
}

function indexOfRecord(records: CsvRecord[], number: number): number {
  let low = 0;
  let high = records.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = records[middle]?.number ?? 0;
    if (found === number) {
      return middle;
    }
    if (found < number) {
      low = middle + 1;
    } else {
      high = middle - 1;
    }
  }
  return -1;
}
