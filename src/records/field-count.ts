import type { RejectReason } from '../model/reject.js';

/** The reason a record with `found` fields is refused where `expected` are. */
export function fieldCountReason(expected: number, found: number): RejectReason {
  return {
    code: 'field-count',
    message: `expected ${expected} ${expected === 1 ? 'field' : 'fields'}, found ${found}`,
  };
}
