import type { CsvDialect } from '../model/csv-dialect.js';
import type { MappingEntry } from '../model/mapping.js';
import type { ParameterValues } from '../model/parameters.js';
import type { TableSchema } from '../model/table-schema.js';
import { compileField, type CheckedValue } from './compile-field.js';
import { compileLookup } from './compile-lookup.js';
import { fixedValue } from './fixed-value.js';
import type { Lookup } from './lookup.js';
import type { Column } from './match-header.js';
import { missingTexts } from './missing-texts.js';

/** What a run brings for the mapping, besides its file. */
export interface RunInputs {
  parameters: ParameterValues;
  /** By the name of the external file; absent where the run has none. */
  lookups: ReadonlyMap<string, Lookup>;
}

/**
 * Compiles one column: from the text at its position to the value of its field. A column without a mapping is its
 * field's check and nothing more.
 *
 * @throws IntegratorError `invalid-definition`, `parameter-invalid` as `compileSchema` says
 */
export function compileColumn(
  { field, mapping }: Column,
  schema: TableSchema,
  dialect: CsvDialect,
  { parameters, lookups }: RunInputs,
): (text: string) => CheckedValue {
  const compiled = compileField(field, schema, dialect);
  if (mapping === undefined) return compiled.check;
  const mapped = { ...compiled, check: withChange(mapping, compiled.check) };
  if (mapping.constant !== undefined || mapping.parameter !== undefined) {
    const value = fixedValue(field, mapping, mapped, parameters);
    return () => value;
  }
  if (mapping.lookup === undefined) return mapped.check;
  const missing = missingTexts(['', ...schema.missingValues], dialect);
  return compileLookup(field, mapping, mapped, { missing, lookup: lookups.get(mapping.lookup) });
}

/** trim takes the white space of Unicode off both ends; upper and lower are those of no particular language. */
function withChange<T>(entry: MappingEntry, check: (text: string) => T): (text: string) => T {
  const trim = entry.trim === true;
  if (entry.case === 'upper') return (text) => check((trim ? text.trim() : text).toUpperCase());
  if (entry.case === 'lower') return (text) => check((trim ? text.trim() : text).toLowerCase());
  return trim ? (text) => check(text.trim()) : check;
}
