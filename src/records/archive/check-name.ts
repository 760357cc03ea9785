import { shownValue } from '../shown-value.js';
import { archiveInvalid } from './archive-invalid.js';

const MAX_NAME_BYTES = 1024;

/** Control characters, those that turn the direction of writing, line separators, and what could not be decoded. */
const UNREADABLE = /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\ufffd]/u;

/**
 * Checks the name of an entry: `raw` as it stands in the archive, `name` as it is decoded. Nothing is ever written to
 * where a name points; but an archive that names such places was made to do harm, or by a tool that is out of order.
 *
 * @throws IntegratorError `archive-invalid`
 */
export function checkName(raw: Buffer, name: string): void {
  const problem = problemOf(raw, name);
  if (problem === undefined) return;
  const shown = shownValue(name.split(UNREADABLE).join('?'));
  throw archiveInvalid(`The zip file has an entry named ${shown}: ${problem}. Make it again, of the CSV file alone.`);
}

function problemOf(raw: Buffer, name: string): string | undefined {
  if (name === '') return 'a name is expected';
  if (raw.length > MAX_NAME_BYTES) return `names of at most ${MAX_NAME_BYTES} bytes are expected`;
  // Decoding as code page 437 makes ☺ of a control character: so the bytes are looked at, too.
  if (UNREADABLE.test(name) || raw.some((byte) => byte < 0x20)) return 'it has control or unreadable characters';
  if (name.includes('\\')) return 'folders are to be separated by /, not by a backslash';
  if (/^(\/|[a-z]:)/i.test(name)) return 'it is an absolute path, expected is a relative one';
  if (name.split('/').includes('..')) return 'it leads out of its folder (..)';
  return undefined;
}
