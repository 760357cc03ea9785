import type { CsvDialect } from '../model/csv-dialect.js';
import type { RejectReason } from '../model/reject.js';
import type { TableSchema } from '../model/table-schema.js';
import { compileConstraints } from './compile-constraints.js';
import type { ConstraintCheck } from './compile-constraints.js';
import { createFieldReader } from './create-field-reader.js';
import type { Column } from './match-header.js';
import { shownValue } from './shown-value.js';

/** A record after its checks. */
export interface CheckedRecord {
  /**
   * One value for each column, in the order of the columns, as text that PostgreSQL reads for the type: dates and times
   * as ISO 8601, numbers with a point and every digit, booleans as true and false; null where there is none. Only to be
   * used when there are no reasons.
   */
  values: (string | null)[];
  /** Why the record is refused, in the order of the columns; one shared frozen empty array when it is not. */
  reasons: RejectReason[];
}

/** The value as PostgreSQL reads it, null for none, or what is wrong with it. */
type ValueCheck = (text: string) => string | null | { faults: RejectReason[] };

const NO_REASONS: RejectReason[] = [];
Object.freeze(NO_REASONS);

/**
 * Compiles a Table Schema (https://datapackage.org/standard/table-schema/) into one check of a record's fields. A text
 * that stands in `missingValues`, or is the dialect's `nullSequence`, is no value: null, which breaks only `required`
 * (a field of the primary key is required). All reasons of a record are found, not the first alone; each names the
 * field and says what was expected and what was there, shortened.
 *
 * @throws IntegratorError `invalid-definition` when a format or constraint of a field cannot be: with `field`,
 *   `property`
 */
export function compileSchema(
  schema: TableSchema,
  columns: Column[],
  dialect: CsvDialect,
): (fields: string[]) => CheckedRecord {
  const missing = new Set(schema.missingValues);
  if (dialect.nullSequence !== undefined) {
    missing.add(dialect.nullSequence);
  }
  const positions = columns.map(({ position }) => position);
  const checks = columns.map((column) => compileValue(column, schema.primaryKey.includes(column.field.name), missing));

  return (fields) => {
    const values = new Array<string | null>(checks.length);
    let reasons = NO_REASONS;
    for (let index = 0; index < checks.length; index += 1) {
      const value = checks[index]?.(fields[positions[index] ?? 0] ?? '') ?? null;
      if (typeof value === 'object' && value !== null) {
        values[index] = null;
        reasons = reasons === NO_REASONS ? value.faults : [...reasons, ...value.faults];
      } else {
        values[index] = value;
      }
    }
    return { values, reasons };
  };
}

function compileValue({ field }: Column, inKey: boolean, missing: ReadonlySet<string>): ValueCheck {
  const reader = createFieldReader(field);
  const constraints = compileConstraints(field, reader);
  const required = inKey || field.constraints?.required === true;
  // A Set needs the hash of each new string; most schemas have only the empty text, which needs a look at its length.
  const onlyEmpty = missing.size === 1 && missing.has('');

  return (text) => {
    if (onlyEmpty ? text.length === 0 : missing.has(text)) {
      return required ? missingValue(field.name, text) : null;
    }
    const value = reader.read(text);
    if (value === undefined) {
      const message = `expected ${reader.expected}, got ${shownValue(text)}`;
      return { faults: [{ field: field.name, code: reader.code?.(text) ?? 'type', message }] };
    }
    return constraints.length === 0 ? value : checkConstraints(constraints, value, text);
  };
}

function checkConstraints(
  constraints: ConstraintCheck[],
  value: string,
  text: string,
): string | { faults: RejectReason[] } {
  let reasons = NO_REASONS;
  for (const check of constraints) {
    const reason = check(value, text);
    if (reason !== undefined) {
      reasons = [...reasons, reason];
    }
  }
  return reasons === NO_REASONS ? value : { faults: reasons };
}

function missingValue(field: string, text: string): { faults: RejectReason[] } {
  const got = text === '' ? 'none' : `${shownValue(text)}, which stands for none`;
  return { faults: [{ field, code: 'required', message: `expected a value, got ${got}` }] };
}
