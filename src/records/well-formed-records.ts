import { afterLineEnd, countLineEnds, lineEnd } from './physical-lines.js';
import type { RecordSplitter } from './record-splitter.js';

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** Reads records that `RecordSplitter` vouches for, from front to back of `bytes`, which has whole lines up to `to`. */
export class WellFormedRecords {
  /** Of the record that was read last: its fields, the index after its text, the one after its line end, its lines. */
  fields: string[] = [];
  end = 0;
  next = 0;
  lines = 1;
  #lineFeed = -1;
  #carriageReturn = -1;

  constructor(
    private readonly bytes: Buffer,
    private readonly to: number,
    private readonly splitter: RecordSplitter,
    private readonly maxBytes: number,
    private readonly onParse: (bytes: number) => void,
  ) {}

  /**
   * Reads the record that begins at `at`, and says whether there is one that is well-formed, whole and not longer than
   * `maxBytes`. It is looked for in one line; while a quote is open, in twice as much, and so on: in all at most four
   * times the record.
   */
  read(at: number): boolean {
    const { bytes, splitter, to, maxBytes } = this;
    const firstEnd = this.#lineEnd(at);
    for (let end = firstEnd; at < to && end - at <= maxBytes; end = this.#farther(at, end)) {
      this.onParse(end - at);
      const text = bytes.toString('utf8', at, end);
      const fields = splitter.split(text);
      if (fields !== undefined) {
        this.fields = fields;
        this.end = splitter.length === text.length ? end : at + Buffer.byteLength(text.slice(0, splitter.length));
        this.next = afterLineEnd(bytes, this.end, to);
        this.lines = this.end > firstEnd ? 1 + countLineEnds(bytes, at, this.end) : 1;
        return true;
      }
      if (!splitter.open || end >= to) {
        return false;
      }
    }
    return false;
  }

  #farther(at: number, end: number): number {
    return lineEnd(this.bytes, Math.min(this.to, at + 2 * (end - at)), this.to);
  }

  /** Where the line ends that holds `from`, which never goes back: no byte is looked at twice. */
  #lineEnd(from: number): number {
    if (this.#lineFeed < from) {
      this.#lineFeed = indexOrInfinity(this.bytes.indexOf(LINE_FEED, from));
    }
    if (this.#carriageReturn < from) {
      this.#carriageReturn = indexOrInfinity(this.bytes.indexOf(CARRIAGE_RETURN, from));
    }
    return Math.min(this.#lineFeed, this.#carriageReturn, this.to);
  }
}

function indexOrInfinity(index: number): number {
  return index < 0 ? Infinity : index;
}
