import type { ImportToDo } from './read-run.js';
import { compileExclusions } from '../records/compile-exclusions.js';
import { compileSchema, type CheckedRecord } from '../records/compile-schema.js';
import type { Lookup } from '../records/lookup.js';
import { matchHeader, type Column } from '../records/match-header.js';

/** What a run asks of a record, compiled for the columns of its file. */
export interface LoadRules {
  columns: readonly Column[];
  check: (fields: string[]) => CheckedRecord;
  /** Whether the values are those of a record the run leaves out; absent where it leaves out none. */
  excludes?: (values: readonly (string | null)[]) => boolean;
  /** The values of the primary key as a JSON array; null where there is no key, or one of them could not be read. */
  keyOf: (values: readonly (string | null)[]) => string | null;
}

/** @throws IntegratorError `header-invalid`, `exclusion-invalid`. */
export function compileLoadRules(
  { run, definition }: ImportToDo,
  header: string[] | undefined,
  lookups: ReadonlyMap<string, Lookup>,
): LoadRules {
  const { schema, mapping, dialect } = definition;
  const columns = matchHeader(header, schema, mapping);
  const { parameters, exclusions } = run;
  const check = compileSchema(schema, columns, dialect, { parameters, lookups });
  const keyPositions = schema.primaryKey.map((name) => columns.findIndex(({ field }) => field.name === name));
  const keyOf = (values: readonly (string | null)[]): string | null => {
    const key = keyPositions.map((position) => values[position] ?? null);
    return key.length === 0 || key.includes(null) ? null : JSON.stringify(key);
  };
  const rules = { columns, check, keyOf };
  return Object.keys(exclusions).length === 0 ? rules : { ...rules, excludes: compileExclusions(exclusions, columns) };
}
