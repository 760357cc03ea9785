import type { RejectReason } from '../model/reject.js';
import type { ParsedRecord, ParsesRecord, QuoteFault } from './csv-parser.js';
import { fieldCountReason } from './field-count.js';
import { fieldLengthReason } from './field-length.js';
import type { Piece } from './piece.js';
import type { RecordRules } from './record-rules.js';
import { lineEnd, nextLine, withoutLineEnd } from './physical-lines.js';

/** What stands at a place of the file where a record begins. */
export type SingleRecord =
  | { kind: 'good'; fields: string[]; /** After its line end, from where it begins. */ next: number }
  | { kind: 'faulty'; reason: RejectReason }
  /** Only more of the file can tell. */
  | { kind: 'unfinished' };

/**
 * Reads the one record that begins at `start` and judges it. The judgement rests on the record's first `maxRecordBytes`
 * + 2 bytes (it and its line end) and on nothing else, so it is the same however the file came in pieces. csv-parse is
 * given the first line, then twice as much and so on while a quote is open: in all at most four times the record.
 */
export function readSingleRecord(piece: Piece, start: number, parse: ParsesRecord, rules: RecordRules): SingleRecord {
  const { bytes, wholeLines, ended } = piece;
  const limit = start + rules.maxRecordBytes + 2;
  let to = start < wholeLines ? nextLine(bytes, start, wholeLines) : limit;
  for (;;) {
    to = Math.min(to, limit);
    if (to > bytes.length) {
      return { kind: 'unfinished' };
    }
    const window = bytes.subarray(start, to);
    const found = parse(window);
    const final = to === limit || (ended && to === bytes.length);
    if (!final && found !== undefined && 'kind' in found && found.kind === 'open') {
      const twice = start + 2 * (to - start);
      to = to < wholeLines ? nextLine(bytes, Math.min(twice, wholeLines) - 1, wholeLines) : limit;
      continue;
    }
    return judge(window, found, rules);
  }
}

function judge(window: Buffer, found: ParsedRecord | QuoteFault | undefined, rules: RecordRules): SingleRecord {
  const { maxRecordBytes } = rules;
  const isFault = found !== undefined && 'kind' in found;
  if (isFault && (found.kind !== 'open' || lineEnd(window, 0, window.length) <= maxRecordBytes)) {
    return { kind: 'faulty', reason: quoteReason(found, window.length > maxRecordBytes ? maxRecordBytes : undefined) };
  }
  if (isFault || found === undefined || withoutLineEnd(window, found.next) > maxRecordBytes) {
    const message = `expected a record of at most ${maxRecordBytes} bytes, found a longer one`;
    return { kind: 'faulty', reason: { code: 'record-too-long', message } };
  }
  const reason = fieldCountReason(found.fields, rules) ?? fieldLengthReason(found.fields, rules);
  return reason === undefined ? { kind: 'good', ...found } : { kind: 'faulty', reason };
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
