import { IntegratorError } from '../model/errors.js';
import type { CheckedBytes } from './checked-bytes.js';

const BYTE_ORDER_MARK = Buffer.from('\ufeff');

/** The line in which Excel, on Windows, is told the delimiter; by its own rules it can only be the first of a file. */
const SEP_LINE = /^(?:sep=(.)|"sep=(.)")(?:\r\n|\n|\r|$)/iu;
const LONGEST_SEP_LINE = Buffer.byteLength('"sep=\u{10ffff}"\r\n');

/**
 * Passes over what may stand before the first line of a CSV file: a byte order mark, and a line such as `sep=;`.
 *
 * @throws IntegratorError `header-invalid` when that line names another delimiter than the declared one
 */
export async function passOverFileStart(input: CheckedBytes, delimiter: string): Promise<void> {
  await input.fill(BYTE_ORDER_MARK.length + LONGEST_SEP_LINE);
  if (input.bytes.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK)) {
    input.take(BYTE_ORDER_MARK.length, 1);
  }
  const found = SEP_LINE.exec(input.bytes.toString('utf8', 0, LONGEST_SEP_LINE));
  if (found === null) {
    return;
  }
  const named = found[1] ?? found[2] ?? '';
  if (named !== delimiter) {
    const [declared, written] = [delimiter, named].map((text) => JSON.stringify(text));
    const message = `the first line names the delimiter ${written}, the dialect says ${declared}: correct the delimiter of the dialect, or the file`;
    throw new IntegratorError('header-invalid', message, { line: 1, delimiter, named });
  }
  input.take(Buffer.byteLength(found[0]), 2);
}
