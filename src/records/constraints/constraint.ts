import type { RejectReason } from '../../model/reject.js';
import type { Field } from '../../model/table-schema.js';

/** A constraint: the reason why `value` (as read) breaks it; `text` is how it stood in the file. */
export type ConstraintCheck = (value: string, text: string) => RejectReason | undefined;

/** The reason that `field` breaks the constraint `code`. */
export function brokenConstraint(
  field: Field,
  code: RejectReason['code'],
  expected: string,
  got: string,
): RejectReason {
  return { field: field.name, code, message: `expected ${expected}, got ${got}` };
}
