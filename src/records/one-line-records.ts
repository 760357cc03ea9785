import type { CsvParser } from './csv-parser.js';
import type { SkipsLine } from './skipped-lines.js';

/** Records that are one physical line each: their texts, and where each line begins and ends. */
export interface OneLineRecords {
  rows: string[][];
  starts: number[];
  ends: number[];
  /** Lines from the first of `bytes`, from 0. */
  lines: number[];
  /** Physical lines in all, empty ones too. */
  lineCount: number;
}

/**
 * The fast way: reads `bytes`, which begin where a record may begin and end at a line end or with the file, on the
 * guess that each line is a record. Right when csv-parse finds no fault and as many records as there are lines that
 * are not empty: a record takes at least one such line, and one that spans lines takes two, that of its opening and
 * that of its closing quote. Answers undefined when the guess is wrong, or cannot be proved: a lone \r, a blank line
 * with white space, a comment, a line longer than `maxLineBytes`.
 */
export function readOneLineRecords(
  bytes: Buffer,
  parser: CsvParser,
  skips: SkipsLine,
  maxLineBytes: number,
): OneLineRecords | undefined {
  const starts: number[] = [];
  const ends: number[] = [];
  const lines: number[] = [];
  let line = 0;
  let returns = 0;
  let start = 0;
  while (start < bytes.length) {
    const found = bytes.indexOf(10, start);
    const next = found < 0 ? bytes.length : found + 1;
    let end = found < 0 ? bytes.length : found;
    if (found > start && bytes[found - 1] === 13) {
      end -= 1;
      returns += 1;
    }
    if (end > start) {
      if (end - start > maxLineBytes || skips(bytes, start, end)) {
        return undefined;
      }
      starts.push(start);
      ends.push(end);
      lines.push(line);
    }
    line += 1;
    start = next;
  }
  if (hasMore(bytes, 13, returns)) {
    return undefined;
  }
  const rows = parser.rows(bytes);
  return rows?.length === starts.length ? { rows, starts, ends, lines, lineCount: line } : undefined;
}

function hasMore(bytes: Buffer, byte: number, count: number): boolean {
  let at = bytes.indexOf(byte);
  for (let left = count; at >= 0; left -= 1) {
    if (left === 0) {
      return true;
    }
    at = bytes.indexOf(byte, at + 1);
  }
  return false;
}
