import type { CsvDialect } from '../../model/csv-dialect.js';
import type { Encoding } from '../../model/encoding.js';
import { escapeOf } from '../csv-parser.js';
import { fromByteText, toByteText } from './byte-text.js';
import { COPY_NULL } from './copy-text.js';
import { createCharacterWriter, type CharacterWriter } from './create-character-writer.js';
import { CsvFields } from './csv-fields.js';
import { definitionProblem } from './definition-problem.js';
import { refuseCharacter } from './refuse-character.js';
import { refuseValue } from './refuse-value.js';

/** Writes the records of an export as a CSV file, from its first byte to its last. */
export interface CsvWriter {
  /** What stands before the records: the byte order mark of `utf-16`, and the names of the columns. */
  header(): Buffer;
  /**
   * Records, each ended by \r\n.
   *
   * @param rows rows of `COPY … TO STDOUT (FORMAT text)` in UTF-8, as `latin1` strings without their line end
   * @throws IntegratorError with `details.row` (from 1, in `rows`) and `details.column` (its name): `file-encoding` for
   *   a character that the encoding has not, `invalid-definition` for a value that the dialect has no way to write.
   */
  write(rows: readonly string[]): Buffer;
}

export interface CsvWriterOptions {
  columns: readonly string[];
  dialect: CsvDialect;
  encoding: Encoding;
}

const LINE_END = '\r\n';
const ONE_CHARACTER = '(?:[^\\n\\r\\x80-\\xff]|[\\xc2-\\xf4][\\x80-\\xbf]+)';
/** A first line in which readers see Excel's, which names the delimiter. Quotes do not help. */
const SEP_LINE = new RegExp(`^(?:sep=${ONE_CHARACTER}|"sep=${ONE_CHARACTER}")\\r\\n`, 'i');

/**
 * Makes a CSV file of rows of COPY. Who reads it in the same dialect and encoding gets back the very texts.
 *
 * Rows without anything that a dialect writes in another way than COPY does are handled as one string: give some
 * hundred at a time (64 kB; measured: larger blocks cost up to twice as much).
 *
 * @throws IntegratorError `invalid-definition` (with `details.path` and `details.problem`) for an encoding that can only
 *   be read (`canWrite`), a dialect that asks for other lines than names and records, or names and signs of a dialect
 *   that cannot be written.
 */
export function createCsvWriter(options: CsvWriterOptions): CsvWriter {
  refuseOtherLines(options.dialect);
  const characters = createCharacterWriter(options.encoding);
  refuseOtherSigns(options.dialect, characters);
  return new CsvFile(options, characters);
}

function refuseOtherLines({ commentRows, headerRows = [1] }: CsvDialect): void {
  const problem = 'a file is written with its names in the first line and records in all others: leave it out';
  if (commentRows.length > 0) throw definitionProblem('dialect.commentRows', problem);
  if (headerRows.join() !== '1') throw definitionProblem('dialect.headerRows', problem);
}

function refuseOtherSigns(dialect: CsvDialect, characters: CharacterWriter): void {
  const { delimiter, quoteChar, escapeChar = '', nullSequence = '' } = dialect;
  for (const [property, sign] of Object.entries({ delimiter, quoteChar, escapeChar, nullSequence })) {
    if (characters.encode(toByteText(sign)) !== undefined) continue;
    throw definitionProblem(`dialect.${property}`, 'it has a character that the encoding of the file has not');
  }
  if (nullSequence.includes(quoteChar) && escapeOf(dialect) === null) {
    throw definitionProblem('dialect.nullSequence', 'it has a quote, which the dialect has no way to write');
  }
}

class CsvFile implements CsvWriter {
  readonly #fields: CsvFields;
  readonly #header: Buffer;
  #begun: boolean;

  constructor(
    private readonly options: CsvWriterOptions,
    private readonly characters: CharacterWriter,
  ) {
    const { columns, dialect } = options;
    this.#fields = new CsvFields(dialect, columns.length === 1);
    this.#begun = dialect.header;
    this.#header = Buffer.concat([characters.mark, dialect.header ? this.#lineOfNames() : Buffer.alloc(0)]);
  }

  header(): Buffer {
    return this.#header;
  }

  write(rows: readonly string[]): Buffer {
    const text = this.#textOf(rows);
    if (!this.#begun && SEP_LINE.test(text)) {
      this.#refuse(
        0,
        0,
        'readers would take the first line of the file for the one by which Excel is told the delimiter',
      );
    }
    this.#begun ||= rows.length > 0;
    return this.characters.encode(text) ?? refuseCharacter(rows, this.options, this.characters);
  }

  #textOf(rows: readonly string[]): string {
    if (rows.length === 0) return '';
    const { care } = this.#fields;
    const block = rows.join(LINE_END) + LINE_END;
    if (!care.test(block)) return this.#plain(block);
    const lines = rows.map((row, index) => {
      const line = row + LINE_END;
      return care.test(line) ? this.#careful(row, index) + LINE_END : this.#plain(line);
    });
    return lines.join('');
  }

  /** One row or many, in which nothing is written in another way than COPY does but nulls and delimiters. */
  #plain(block: string): string {
    const { nothing, delimiter } = this.#fields;
    const text = block.replaceAll(COPY_NULL, () => nothing);
    return delimiter === '\t' ? text : text.replaceAll('\t', () => delimiter);
  }

  #careful(row: string, index: number): string {
    return this.#fields.writeRow(row, (column, problem) => this.#refuse(index, column, problem));
  }

  #refuse(index: number, column: number, problem: string): never {
    return refuseValue('invalid-definition', { row: index + 1, column: this.options.columns[column] }, problem);
  }

  #lineOfNames(): Buffer {
    const names = this.options.columns.map((name) => this.#fields.write(toByteText(name)));
    const line = names.join(this.#fields.delimiter) + LINE_END;
    const bytes = names.includes(undefined) || SEP_LINE.test(line) ? undefined : this.characters.encode(line);
    if (bytes !== undefined) return bytes;
    throw definitionProblem(
      'fields',
      `the dialect and encoding have no way to write these names: ${fromByteText(line)}`,
    );
  }
}
