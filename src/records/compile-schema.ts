import type { CsvDialect } from '../model/csv-dialect.js';
import type { RejectReason } from '../model/reject.js';
import type { TableSchema } from '../model/table-schema.js';
import { compileColumn, type RunInputs } from './compile-column.js';
import type { Column } from './match-header.js';

/** A record after its checks. */
export interface CheckedRecord {
  /**
   * One value for each column, in the order of the columns, as text that PostgreSQL reads for the type
   * (`createFieldReader`); null where there is none or it was refused. Only to be stored when there are no reasons.
   */
  values: (string | null)[];
  /** Why the record is refused, in the order of the columns; one shared frozen empty array when it is not. */
  reasons: RejectReason[];
}

const NO_REASONS: RejectReason[] = [];
Object.freeze(NO_REASONS);

/**
 * Compiles a Table Schema (https://datapackage.org/standard/table-schema/), and the mapping its columns have, into one
 * check of a record's fields. All reasons of a record are found, not the first alone; each names the field and says
 * what was expected and what was there, shortened.
 *
 * @throws IntegratorError `invalid-definition` when a format, a constraint or a constant of a field cannot be: with
 *   `field`, `property`; `parameter-invalid` when the value of a parameter is none of its field, which would refuse
 *   every record
 */
export function compileSchema(
  schema: TableSchema,
  columns: readonly Column[],
  dialect: CsvDialect,
  inputs: RunInputs = { parameters: {}, lookups: new Map() },
): (fields: string[]) => CheckedRecord {
  const positions = columns.map(({ position }) => position ?? 0);
  const checks = columns.map((column) => compileColumn(column, schema, dialect, inputs));

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
