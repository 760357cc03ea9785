import type { RejectReason } from '../model/reject.js';
import type { RecordRules } from './record-rules.js';

/** The reason a record is refused for the number of its fields, if it is. */
export function fieldCountReason(fields: string[], { fieldCount }: RecordRules): RejectReason | undefined {
  if (fieldCount === undefined || fields.length === fieldCount) {
    return undefined;
  }
  const expected = `${fieldCount} ${fieldCount === 1 ? 'field' : 'fields'}`;
  return { code: 'field-count', message: `expected ${expected}, found ${fields.length}` };
}
