import { IntegratorError } from './errors.js';

/** What is done to a source file before it can be read, from the outside in. */
export interface SourceFormat {
  encrypted: boolean;
  zipped: boolean;
  /** The name without the parts that say so: `employees.csv` for `employees.csv.zip.pgp`. */
  plainName: string;
}

const CHAIN = /^(?<stem>.+?)(?<csv>\.csv)?(?<zip>\.zip)?(?<pgp>\.(?:pgp|gpg))?$/i;

/**
 * The format of a source file by its name: `.csv`, `.zip`, `.pgp` or `.gpg` (seed: Test the integrations), or a chain
 * of them such as `employees.csv.zip.pgp`. What is inside a `.pgp` that names no inner format is told by its content.
 *
 * @throws IntegratorError `file-format` for any other name.
 */
export function sourceFormat(fileName: string): SourceFormat {
  const { stem = '', csv, zip, pgp } = CHAIN.exec(fileName)?.groups ?? {};
  if (stem === '' || (csv ?? zip ?? pgp) === undefined) {
    const message = `${fileName} is of no format that is read: expected a name that ends in .csv, .zip, .pgp or .gpg.`;
    throw new IntegratorError('file-format', message);
  }
  return { encrypted: pgp !== undefined, zipped: zip !== undefined, plainName: `${stem}.csv` };
}
