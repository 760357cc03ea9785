import type { CsvDialect } from '../model/csv-dialect.js';
import type { DefinitionIssue } from '../model/definition-issues.js';
import { IntegratorError } from '../model/errors.js';
import type { Mapping } from '../model/mapping.js';
import type { Parameter, ParameterValues } from '../model/parameters.js';
import type { TableSchema } from '../model/table-schema.js';
import { compileColumn } from './compile-column.js';
import { matchHeader, type Column } from './match-header.js';

interface Definition {
  schema: TableSchema;
  mapping?: Mapping;
  dialect: CsvDialect;
  parameters: readonly Parameter[];
}

/**
 * What an integration says of its records and cannot be: formats, constraints, constants, defaults of parameters; the
 * first of each field. To be asked when a definition is saved, so that no run has to find out. Other parameters, and
 * what is looked up, have no value yet.
 */
export function recordRuleIssues({ schema, mapping, dialect, parameters }: Definition): DefinitionIssue[] {
  const defaults: ParameterValues = {};
  for (const { name, default: value } of parameters) {
    if (value !== undefined) defaults[name] = value;
  }
  const isUnknownYet = ({ mapping: entry }: Column) =>
    entry?.parameter !== undefined && !Object.hasOwn(defaults, entry.parameter);
  return matchHeader(undefined, schema, mapping).flatMap((column, index) => {
    try {
      const known = isUnknownYet(column) ? { field: column.field } : column;
      compileColumn(known, schema, dialect, { parameters: defaults, lookups: new Map() });
      return [];
    } catch (error) {
      if (!(error instanceof IntegratorError)) throw error;
      const { path = `schema.fields[${index}].${String(error.details.property)}`, problem } = error.details;
      return [{ path: String(path), message: String(problem) }];
    }
  });
}
