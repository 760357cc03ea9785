import type { RejectReason } from '../model/reject.js';
import type { RecordRules } from './record-rules.js';

/** The reason a record is refused for its first field that is too long, if there is one. */
export function fieldLengthReason(fields: string[], { maxFieldBytes, header }: RecordRules): RejectReason | undefined {
  const position = fields.findIndex((field) => Buffer.byteLength(field) > maxFieldBytes);
  if (position < 0) {
    return undefined;
  }
  const length = Buffer.byteLength(fields[position] ?? '');
  const message = `field ${position + 1}: expected at most ${maxFieldBytes} bytes, found ${length}`;
  const field = header?.[position];
  return { ...(field === undefined ? {} : { field }), code: 'field-too-long', message };
}
