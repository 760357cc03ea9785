import type { CsvDialect } from '../model/csv-dialect.js';
import type { RejectReason } from '../model/reject.js';
import type { Field, TableSchema } from '../model/table-schema.js';
import { compileConstraints } from './compile-constraints.js';
import type { ConstraintCheck } from './constraints/constraint.js';
import { createFieldReader } from './create-field-reader.js';
import { missingTexts } from './missing-texts.js';
import { shownValue } from './shown-value.js';

/** The value of a field as PostgreSQL reads it, null for none, or what is wrong with it. */
export type CheckedValue = string | null | { faults: RejectReason[] };

/** One field of a schema, ready for texts. */
export interface CompiledField {
  check: (text: string) => CheckedValue;
  /** What becomes of a record that has no text for it. */
  none: CheckedValue;
}

const NO_REASONS: RejectReason[] = [];

/**
 * Compiles what `schema` says of `field`: missing values, type, constraints. A text that stands in the `missingValues`
 * of the field, or else of the schema, or is the dialect's `nullSequence`, is no value: null, which breaks only
 * `required` (a field of the primary key is required).
 *
 * @throws IntegratorError `invalid-definition` when a format or constraint cannot be: with `field`, `property`
 */
export function compileField(field: Field, schema: TableSchema, dialect: CsvDialect): CompiledField {
  const reader = createFieldReader(field);
  const constraints = compileConstraints(field, reader);
  const isRequired = schema.primaryKey.includes(field.name) || field.constraints?.required === true;
  const missing = missingTexts(field.missingValues ?? schema.missingValues, dialect);
  // A Set needs the hash of each new string; most schemas have only the empty text, which needs a look at its length.
  const onlyEmpty = missing.size === 1 && missing.has('');

  const check = (text: string): CheckedValue => {
    if (onlyEmpty ? text.length === 0 : missing.has(text)) {
      return isRequired ? missingValue(field.name, text) : null;
    }
    const value = reader.read(text);
    if (value === undefined) {
      const message = `expected ${reader.expected}, got ${shownValue(text)}`;
      return { faults: [{ field: field.name, code: reader.code?.(text) ?? 'type', message }] };
    }
    return constraints.length === 0 ? value : checkConstraints(constraints, value, text);
  };
  return { check, none: isRequired ? missingValue(field.name, '') : null };
}

function checkConstraints(constraints: ConstraintCheck[], value: string, text: string): CheckedValue {
  let reasons = NO_REASONS;
  for (const check of constraints) {
    const reason = check(value, text);
    if (reason !== undefined) {
      reasons = [...reasons, reason];
    }
  }
  return reasons === NO_REASONS ? value : { faults: reasons };
}

function missingValue(field: string, text: string): CheckedValue {
  const got = text === '' ? 'none' : `${shownValue(text)}, which stands for none`;
  return { faults: [{ field, code: 'required', message: `expected a value, got ${got}` }] };
}
