import type { CsvDialect } from '../../model/csv-dialect.js';
import { escapeOf } from '../csv-parser.js';
import { toByteText } from './byte-text.js';
import { COPY_NULL, unescapeCopyText } from './copy-text.js';

/** What String.prototype.trim takes away, as a pattern of byte texts. COPY escapes white space of ASCII but for the space. */
const WHITE_SPACE =
  ' |\\xc2\\xa0|\\xe1\\x9a\\x80|\\xe2\\x80[\\x80-\\x8a\\xa8\\xa9\\xaf]|\\xe2\\x81\\x9f|\\xe3\\x80\\x80|\\xef\\xbb\\xbf';

const READS_AS_NULL =
  'the value reads as the nullSequence, which stands for no value: choose a nullSequence that no value has';
const NO_ESCAPE = 'the value holds a quote, which the dialect has no way to write: set doubleQuote, or an escapeChar';

/**
 * How a CSV dialect writes fields; everything here is a byte text. No value is the `nullSequence`, or else an empty
 * field, and then an empty text is a pair of quotes. Where a record has but one field, both are a pair of quotes: an
 * empty line is no record.
 *
 * In quotes stands more than RFC 4180 asks for, so that readers who know more than commas get back the very text: what
 * begins with white space, which some take away (`skipInitialSpace`) and which alone in a line makes it a blank one, or
 * with U+FEFF, and what holds a comment character.
 */
export class CsvFields {
  readonly delimiter: string;
  /** How a field without a value is written. */
  readonly nothing: string;
  /** Finds what cannot stay as it is, but for COPY_NULL, in rows as COPY wrote them, each ended by \r\n. */
  readonly care: RegExp;
  readonly #quote: string;
  readonly #escape: string | undefined;
  readonly #nullSequence: string | undefined;
  readonly #empty: string;
  readonly #quotable: RegExp;

  constructor(dialect: CsvDialect, isOnly: boolean) {
    const { delimiter, quoteChar, nullSequence = '', commentChar } = dialect;
    this.delimiter = toByteText(delimiter);
    this.#quote = toByteText(quoteChar);
    const escape = escapeOf(dialect);
    this.#escape = escape === null ? undefined : toByteText(escape);
    const marks = [delimiter, quoteChar, escape, commentChar]
      .filter((mark) => typeof mark === 'string')
      .map(toByteText);
    this.#quotable = new RegExp(`^(?:${WHITE_SPACE})|[\\t-\\r]|${marks.map(literally).join('|')}`);

    const pair = this.#quote.repeat(2);
    this.#nullSequence = nullSequence === '' ? undefined : toByteText(nullSequence);
    this.#empty = isOnly || this.#nullSequence === undefined ? pair : '';
    this.nothing = isOnly ? pair : '';
    if (this.#nullSequence !== undefined) {
      this.nothing = this.write(this.#nullSequence) ?? '';
    }
    this.care = this.#careFor(marks);
  }

  /** A row of COPY as a record of the file, without its line end; `refuse` is told of a field that cannot be written. */
  writeRow(row: string, refuse: (column: number, problem: string) => never): string {
    const fields = row.split('\t').map((field, column) => {
      if (field === COPY_NULL) return this.nothing;
      const text = unescapeCopyText(field);
      return text === this.#nullSequence
        ? refuse(column, READS_AS_NULL)
        : (this.write(text) ?? refuse(column, NO_ESCAPE));
    });
    return fields.join(this.delimiter);
  }

  /** A text as a field of the file; undefined when it holds a quote, and the dialect has no way to write one. */
  write(text: string): string | undefined {
    if (text === '') return this.#empty;
    return this.#quotable.test(text) ? this.#inQuotes(text) : text;
  }

  #inQuotes(text: string): string | undefined {
    const quote = this.#quote;
    const escape = this.#escape;
    if (escape === undefined) return text.includes(quote) ? undefined : quote + text + quote;
    // Split and join: in a replacement, a $ would have a meaning.
    const escaped = escape === quote ? text : text.split(escape).join(escape + escape);
    return quote + escaped.split(quote).join(escape + quote) + quote;
  }

  #careFor(marks: readonly string[]): RegExp {
    // Between fields stands a tab here; a backslash of a value is doubled, and found as that.
    const inFields = marks.filter((mark) => mark !== '\t' && mark !== '\\').map(literally);
    // A tab in what is written for no value must not be taken for the end of a field.
    const escapes = this.nothing.includes('\t') ? '\\\\' : '\\\\[^N]';
    const whole = [this.#empty === '' ? undefined : '', this.#nullSequence].filter((text) => text !== undefined);
    const wholeFields = whole.map((text) => `${literally(text)}[\\t\\r]`);
    return new RegExp([...inFields, escapes, `(?:^|[\\t\\n])(?:${[WHITE_SPACE, ...wholeFields].join('|')})`].join('|'));
  }
}

/** A pattern for these very characters. */
function literally(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
