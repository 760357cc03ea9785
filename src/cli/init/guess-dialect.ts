import { counted } from '../print/numbers.js';
import { IntegratorError } from '../../model/errors.js';
import type { DialectGuess, Guessed } from './guess.js';
import type { RecordsRead } from './read-records.js';

const DELIMITERS = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' } as const;

/** How fields may be quoted, the likeliest first. */
const QUOTES: Omit<DialectGuess, 'delimiter'>[] = [{}, { escapeChar: '\\', doubleQuote: false }, { quoteChar: "'" }];

/** The share of records that may be broken in a file that is read as it should be. */
const NEARLY = 0.1;

/** What reading with a dialect gives. */
interface Tried {
  dialect: DialectGuess;
  read: RecordsRead;
}

/**
 * The dialect that finds the most columns, and reads all records or nearly all.
 *
 * @param read reads the first records of the file with a dialect.
 * @throws IntegratorError where the file can be read with none.
 */
export async function guessDialect(
  read: (dialect: DialectGuess) => Promise<RecordsRead>,
): Promise<Guessed<DialectGuess>> {
  let best: Tried | undefined;
  let refusal: unknown;
  for (const dialect of candidates()) {
    try {
      const tried = { dialect, read: await read(dialect) };
      // What else quotes may be is thought of where there are such.
      if (!isUsual(dialect) && !tried.read.isQuoted) continue;
      if (best === undefined || isBetter(tried.read, best.read)) best = tried;
    } catch (error) {
      if (!(error instanceof IntegratorError) || error.code !== 'header-invalid') throw error;
      refusal ??= error;
    }
  }
  if (best === undefined) throw refusal;
  return explain(best);
}

function isUsual({ quoteChar, escapeChar }: DialectGuess): boolean {
  return quoteChar === undefined && escapeChar === undefined;
}

function candidates(): DialectGuess[] {
  return QUOTES.flatMap((quote) => Object.keys(DELIMITERS).map((delimiter) => ({ delimiter, ...quote })));
}

/** Several columns in every record; nearly so; one column in every record; all the rest. Then the more the better. */
function isBetter(one: RecordsRead, other: RecordsRead): boolean {
  const difference = rankOf(one) - rankOf(other) || foundBy(other) - foundBy(one) || one.unreadable - other.unreadable;
  return difference < 0;
}

function rankOf({ header, rows, unreadable }: RecordsRead): number {
  const isSeveral = header.length > 1;
  if (unreadable === 0) return isSeveral ? 0 : 2;
  return isSeveral && unreadable <= NEARLY * (rows.length + unreadable) ? 1 : 3;
}

/** How many fields beside the first a dialect finds. */
function foundBy({ header, rows }: RecordsRead): number {
  return (header.length - 1) * rows.length;
}

function explain({ dialect, read: { header, rows, unreadable } }: Tried): Guessed<DialectGuess> {
  const name = DELIMITERS[dialect.delimiter as keyof typeof DELIMITERS];
  const found = `a ${name} gives ${counted(header.length, 'column')}`;
  const why = unreadable === 0 ? `${found} in every record` : `${found}, but not in ${counted(unreadable, 'record')}`;
  const spaced = [header, ...rows].every((fields) => fields.slice(1).every((text) => text.startsWith(' ')));
  const isSpaced = header.length > 1 && spaced;
  return { value: { ...dialect, ...(isSpaced ? { skipInitialSpace: true } : {}) }, why };
}
