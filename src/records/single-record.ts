import type { RejectReason } from '../model/reject.js';
import type { CsvParser, QuoteFault } from './csv-parser.js';
import { fieldCountReason } from './field-count.js';
import { lineEnd, nextLine } from './physical-lines.js';

/** What stands at a place of the file where a record begins. */
export type SingleRecord =
  | { kind: 'good'; fields: string[]; /** After its line end, from where it begins. */ next: number }
  | { kind: 'faulty'; reason: RejectReason }
  /** Only more of the file can tell. */
  | { kind: 'unfinished' };

/** A piece of a file: all that was read, of which lines are known to be whole up to `wholeLines`. */
export interface Piece {
  bytes: Buffer;
  wholeLines: number;
  /** Whether the file ends with it. */
  ended: boolean;
}

/**
 * Reads the one record that begins at `start` and judges it. The judgement rests on the record's first `maxBytes` + 2
 * bytes (it and its line end) and on nothing else, so it is the same however the file came in pieces. csv-parse is
 * given the first line, then twice as much and so on while a quote is open: in all at most four times the record.
 */
export function readSingleRecord(
  piece: Piece,
  start: number,
  parser: CsvParser,
  rules: { maxBytes: number; fieldCount: number | undefined },
): SingleRecord {
  const { bytes, wholeLines, ended } = piece;
  const limit = start + rules.maxBytes + 2;
  let to = start < wholeLines ? nextLine(bytes, start, wholeLines) : limit;
  for (;;) {
    to = Math.min(to, limit);
    if (to > bytes.length) {
      return { kind: 'unfinished' };
    }
    const window = bytes.subarray(start, to);
    let fields: string[] | undefined;
    let length = 0;
    const fault = parser.each(window, false, (found, end) => {
      fields = found;
      length = end;
      return false;
    });
    const final = to === limit || (ended && to === bytes.length);
    if (fault?.kind === 'open' && !final) {
      const twice = start + 2 * (to - start);
      to = to < wholeLines ? nextLine(bytes, Math.min(twice, wholeLines) - 1, wholeLines) : limit;
      continue;
    }
    return judge(window, rules, fields, length, fault);
  }
}

function judge(
  window: Buffer,
  rules: { maxBytes: number; fieldCount: number | undefined },
  fields: string[] | undefined,
  next: number,
  fault: QuoteFault | undefined,
): SingleRecord {
  const { maxBytes, fieldCount } = rules;
  if (fault !== undefined && (fault.kind !== 'open' || lineEnd(window, 0, window.length) <= maxBytes)) {
    return { kind: 'faulty', reason: quoteReason(fault, window.length > maxBytes ? maxBytes : undefined) };
  }
  if (fields === undefined || withoutLineEnd(window, next) > maxBytes) {
    return {
      kind: 'faulty',
      reason: {
        code: 'record-too-long',
        message: `expected a record of at most ${maxBytes} bytes, found a longer one`,
      },
    };
  }
  if (fieldCount !== undefined && fields.length !== fieldCount) {
    return { kind: 'faulty', reason: fieldCountReason(fieldCount, fields.length) };
  }
  return { kind: 'good', fields, next };
}

/** The index after the text of the record that begins `bytes` and whose line end is over at `next`. */
export function withoutLineEnd(bytes: Buffer, next: number): number {
  if (bytes[next - 1] === 10) {
    return bytes[next - 2] === 13 ? next - 2 : next - 1;
  }
  return bytes[next - 1] === 13 ? next - 1 : next;
}

function quoteReason(fault: QuoteFault, within: number | undefined): RejectReason {
  if (fault.kind === 'open') {
    const where = within === undefined ? 'before the file ends' : `within ${within} bytes`;
    return {
      code: 'quote-not-closed',
      message: `field ${fault.field}: a quote opens and is not closed ${where}`,
    };
  }
  if (fault.line > 1) {
    return {
      code: 'quote-not-closed',
      message: `field ${fault.field}: a quote opens and is not closed in its line; the next quote, lines below, does not close it`,
    };
  }
  const message =
    fault.kind === 'misplaced-opening'
      ? 'expected a quote only as the first character of a field, found one inside'
      : 'expected a delimiter or the line end after the closing quote, found more text';
  return { code: 'quote-misplaced', message: `field ${fault.field}: ${message}` };
}
