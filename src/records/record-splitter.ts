import type { CsvDialect } from '../model/csv-dialect.js';
import { escapeOf } from './csv-parser.js';

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/**
 * Splits the text of a record into its fields where the rules of the dialect leave no doubt: a field without a quote is
 * what stands between two delimiters, a quoted one what stands between its quotes. That gives what csv-parse gives, ten
 * times faster; a property test holds the two side by side. Where a quote is not where it may be, csv-parse is asked.
 */
export class RecordSplitter {
  /** How much of the text the record took that was found last, without its line end, in UTF-16 units. */
  length = 0;
  /** Whether the last text ended inside quotes, so that with more text it could still be a record. */
  open = false;
  /** The index after the field that was read last. */
  #fieldEnd = 0;
  readonly #delimiter: string;
  readonly #delimiterCode: number;
  readonly #quote: string;
  readonly #quoteCode: number;
  readonly #escapeCode: number;
  readonly #trims: boolean;

  constructor(dialect: CsvDialect) {
    this.#delimiter = dialect.delimiter;
    this.#delimiterCode = dialect.delimiter.charCodeAt(0);
    this.#quote = dialect.quoteChar;
    this.#quoteCode = dialect.quoteChar.charCodeAt(0);
    this.#escapeCode = escapeOf(dialect)?.charCodeAt(0) ?? -1;
    this.#trims = dialect.skipInitialSpace;
  }

  /** The fields of the record that begins `text`: one line without its line end or, when that was open, several. */
  split(text: string): string[] | undefined {
    this.open = false;
    if (text.includes(this.#quote)) {
      return this.#splitQuoted(text);
    }
    this.length = text.length;
    const fields = splitAt(text, this.#delimiter);
    return this.#trims ? fields.map((field) => field.trimStart()) : fields;
  }

  #splitQuoted(text: string): string[] | undefined {
    const fields: string[] = [];
    for (let at = 0; ; at += 1) {
      if (this.#trims) {
        at = this.#afterSpace(text, at);
      }
      const isQuoted = text.charCodeAt(at) === this.#quoteCode;
      const field = isQuoted ? this.#quotedField(text, at + 1) : this.#plainField(text, at);
      if (field === undefined) {
        return undefined;
      }
      fields.push(field);
      at = this.#fieldEnd;
      if (text.charCodeAt(at) !== this.#delimiterCode) {
        this.length = at;
        return at === text.length || endsLine(text, at) ? fields : undefined;
      }
    }
  }

  /** The field from `from` to the next delimiter or line end; undefined when a quote stands in it. */
  #plainField(text: string, from: number): string | undefined {
    for (let at = from; ; at += 1) {
      const code = text.charCodeAt(at);
      if (code === this.#quoteCode) {
        return undefined;
      }
      if (code === this.#delimiterCode || at === text.length || endsLine(text, at)) {
        this.#fieldEnd = at;
        return text.slice(from, at);
      }
    }
  }

  /** The field from `from`, after its opening quote, to its closing quote; undefined when that is missing. */
  #quotedField(text: string, from: number): string | undefined {
    let field = '';
    let start = from;
    for (let at = from; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === this.#escapeCode && this.#escapes(text, at)) {
        field += text.slice(start, at);
        at += 1;
        start = at;
      } else if (code === this.#quoteCode) {
        this.#fieldEnd = at + 1;
        return field + text.slice(start, at);
      }
    }
    this.open = true;
    return undefined;
  }

  /** A quote escapes only a quote, any other escape character whatever comes next. */
  #escapes(text: string, at: number): boolean {
    return this.#escapeCode === this.#quoteCode ? text.charCodeAt(at + 1) === this.#quoteCode : at + 1 < text.length;
  }

  #afterSpace(text: string, from: number): number {
    let at = from;
    while (this.#isSpace(text, at)) {
      at += 1;
    }
    return at;
  }

  #isSpace(text: string, at: number): boolean {
    const code = text.charCodeAt(at);
    const hasMeaning = code === this.#delimiterCode || code === this.#quoteCode || endsLine(text, at);
    return at < text.length && !hasMeaning && text.charAt(at).trim() === '';
  }
}

/** What String.prototype.split gives, in two thirds of its time. */
function splitAt(text: string, delimiter: string): string[] {
  const parts: string[] = [];
  let start = 0;
  for (let at = text.indexOf(delimiter); at >= 0; at = text.indexOf(delimiter, start)) {
    parts.push(text.slice(start, at));
    start = at + 1;
  }
  parts.push(text.slice(start));
  return parts;
}

function endsLine(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === LINE_FEED || code === CARRIAGE_RETURN;
}
