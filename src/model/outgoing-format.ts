import { IntegratorError } from './errors.js';

/** What the file of an export is made of, from the inside out. */
export interface OutgoingFormat {
  content: 'csv' | 'jsonl';
  zipped: boolean;
  encrypted: boolean;
  /** The name of the content itself, which it has inside a zip: `employees.csv` for `employees.csv.zip.pgp`. */
  entryName: string;
  /** The name of what is encrypted, which it has again once it is decrypted: `employees.csv.zip`. */
  decryptedName: string;
}

const CHAIN = /^(?<stem>.+?)(?:\.(?<content>csv|jsonl))?(?<zip>\.zip)?(?<pgp>\.(?:pgp|gpg))?$/i;
/** What is left at the end of a stem where a chain has a part twice or in another order: `employees.csv.pgp.zip`. */
const OTHER_CHAIN = /\.(?:csv|jsonl|zip|pgp|gpg)$/i;

/**
 * The format of an export's file by its name: `.csv` or `.jsonl` (CSV where neither is named), then perhaps `.zip`,
 * then perhaps `.pgp` or `.gpg`. What `sourceFormat` is for an import.
 *
 * @throws IntegratorError `file-format` for any other name.
 */
export function outgoingFormat(fileName: string): OutgoingFormat {
  const { stem = '', content, zip, pgp } = CHAIN.exec(fileName)?.groups ?? {};
  if (stem === '' || (content ?? zip ?? pgp) === undefined || OTHER_CHAIN.test(stem)) {
    const message =
      `${fileName} is of no format that is written: expected a name that ends in .csv or .jsonl, ` +
      'then perhaps .zip, then perhaps .pgp or .gpg, in this order, such as employees.csv.zip.pgp.';
    throw new IntegratorError('file-format', message);
  }
  const named = content?.toLowerCase() === 'jsonl' ? 'jsonl' : 'csv';
  const entryName = `${stem}.${named}`;
  const [zipped, encrypted] = [zip !== undefined, pgp !== undefined];
  return { content: named, zipped, encrypted, entryName, decryptedName: zipped ? `${entryName}.zip` : entryName };
}
