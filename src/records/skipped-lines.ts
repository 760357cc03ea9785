import type { CsvDialect } from '../model/csv-dialect.js';
import { afterLineEnd, lineEnd } from './physical-lines.js';

/** First bytes, in UTF-8, of the characters that String.prototype.trim takes away. */
const WHITE_SPACE_LEADS = [0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x20, 0xc2, 0xe1, 0xe2, 0xe3, 0xef];

/**
 * Lines that are no records and have no number: blank lines (nothing but white space, and no delimiter), comment lines
 * (CSV Dialect `commentChar`; after white space too when `skipInitialSpace` is set) and the lines of `commentRows`.
 */
export class SkippedLines {
  /** How many lines the last `pass` went over. */
  passed = 0;
  readonly #suspicious = new Uint8Array(256);
  readonly #commentRows: Set<number>;
  readonly #lastCommentRow: number;

  constructor(
    private readonly dialect: CsvDialect,
    private readonly maxBytes: number,
  ) {
    const leads = dialect.commentChar === undefined ? [] : [Buffer.from(dialect.commentChar)[0] ?? 0];
    for (const lead of [...WHITE_SPACE_LEADS, ...leads]) {
      this.#suspicious[lead] = 1;
    }
    this.#commentRows = new Set(dialect.commentRows);
    this.#lastCommentRow = Math.max(0, ...dialect.commentRows);
  }

  /**
   * The start of the first line from `at` on, before `to`, that is not skipped; a line over `maxBytes` never is. A
   * record may begin at `at`, which is on line `line` of the file.
   */
  pass(bytes: Buffer, at: number, to: number, line: number): number {
    this.passed = 0;
    let start = at;
    // Most lines are known for records by their first byte, without a look at the rest.
    while (start < to && (this.#suspicious[bytes[start] ?? 0] === 1 || line + this.passed <= this.#lastCommentRow)) {
      const end = lineEnd(bytes, start, to);
      if (end - start > this.maxBytes || !this.#skips(bytes.toString('utf8', start, end), line + this.passed)) {
        break;
      }
      this.passed += 1;
      start = afterLineEnd(bytes, end, to);
    }
    return start;
  }

  #skips(line: string, number: number): boolean {
    const { commentChar, delimiter, quoteChar, skipInitialSpace } = this.dialect;
    if (this.#commentRows.has(number)) {
      return true;
    }
    const text = skipInitialSpace ? line.trimStart() : line;
    if (commentChar !== undefined && text.startsWith(commentChar)) {
      return true;
    }
    return line.trim() === '' && !line.includes(delimiter) && !line.includes(quoteChar);
  }
}
