import type { CsvParser } from './csv-parser.js';
import { afterLineEnd, lineEnd } from './physical-lines.js';
import { withoutLineEnd } from './single-record.js';
import type { SkipsLine } from './skipped-lines.js';

/**
 * The slower way: shows `add` the good records of `bytes`, which begin where a record may begin and end at a line end
 * or with the file; records may span lines, blank and comment lines may stand between them. Returns where it stopped:
 * the length of `bytes`, or the start of the first record that needs a closer look (`readSingleRecord`): a quote that
 * cannot be read or is still open, a record over `maxBytes`, a wrong number of fields over several lines, or a closing
 * quote before a comment character (which csv-parse lets pass when it looks for comments).
 */
export function readSpanningRecords(
  bytes: Buffer,
  parser: CsvParser,
  rules: { skips: SkipsLine; maxBytes: number; fieldCount: number; quoteThenComment: Buffer | undefined },
  add: (fields: string[], start: number, end: number) => void,
): number {
  const { skips, maxBytes, fieldCount, quoteThenComment } = rules;
  const place = { at: 0, stopped: false };
  parser.each(bytes, true, (fields, next) => {
    const start = skipLines(bytes, place.at, bytes.length, skips, maxBytes);
    if (start >= next) {
      // csv-parse makes a record of a line of spaces; for us it is blank.
      place.at = next;
      return true;
    }
    const end = start + withoutLineEnd(bytes.subarray(start, next), next - start);
    const faulty =
      end - start > maxBytes ||
      (fields.length !== fieldCount && lineEnd(bytes, start, end) < end) ||
      (quoteThenComment !== undefined && bytes.subarray(start, end).includes(quoteThenComment));
    if (faulty) {
      place.at = start;
      place.stopped = true;
      return false;
    }
    add(fields, start, end);
    place.at = next;
    return true;
  });
  // Also without a fault: csv-parse skips a blank or comment line over `maxBytes`, which for us is a record too long.
  return place.stopped ? place.at : skipLines(bytes, place.at, bytes.length, skips, maxBytes);
}

/** The first line from `at` on, before `to`, that is not skipped; a line over `maxBytes` never is. */
export function skipLines(bytes: Buffer, at: number, to: number, skips: SkipsLine, maxBytes: number): number {
  let start = at;
  while (start < to) {
    const end = lineEnd(bytes, start, to);
    if (end - start > maxBytes || !skips(bytes, start, end)) {
      break;
    }
    start = afterLineEnd(bytes, end, to);
  }
  return start;
}
