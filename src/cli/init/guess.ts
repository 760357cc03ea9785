import type { Encoding } from '../../model/encoding.js';
import type { Field } from '../../model/field.js';

/** Something that was guessed, and why. */
export interface Guessed<Value> {
  value: Value;
  /** For the people who check it; one line. */
  why: string;
}

/** The parts of a CSV dialect that differ between files. */
export interface DialectGuess {
  delimiter: string;
  quoteChar?: string;
  escapeChar?: string;
  doubleQuote?: false;
  skipInitialSpace?: true;
}

/** What was guessed of a file by what is in it. */
export interface FileGuess {
  /** The file's name, without folders. */
  name: string;
  bytes: number;
  /** How many records were looked at closely. */
  looked: number;
  /** How many cannot be read with the dialect; they would be refused. */
  unreadable: number;
  encoding: Guessed<Encoding>;
  dialect: Guessed<DialectGuess>;
  fields: Guessed<Field>[];
  /** The field that names a record, where there seems to be one. */
  primaryKey: Guessed<string | undefined>;
}
