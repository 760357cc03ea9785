import { IntegratorError } from '../model/errors.js';
import type { ExclusionGroup } from '../model/exclusion-group.js';
import { createFieldReader } from './create-field-reader.js';
import { fieldText } from './field-text.js';
import type { Column } from './match-header.js';

/** One field of a group: where its value stands, what equal values have in common, and what excludes. */
interface Condition {
  index: number;
  keyOf: (value: string) => string;
  keys: ReadonlySet<string>;
}

/**
 * Compiles exclusion groups into one check of the values of a record, as `compileSchema` gives them: true for a record
 * that belongs to one group or more. A record belongs to a group when each of its fields has one of the values; equal
 * are values that the type takes for equal (1.50 is 1.5), and no value is equal to none.
 *
 * @param groups by name
 * @throws IntegratorError `exclusion-invalid` for a group with a field that the file's records do not have, or a value
 *   that is none of the field; a record it means to exclude would come through else
 */
export function compileExclusions(
  groups: Readonly<Record<string, ExclusionGroup>>,
  columns: readonly Column[],
): (values: readonly (string | null)[]) => boolean {
  const compiled = Object.entries(groups).map(([name, group]) =>
    Object.entries(group).map(([field, members]) => compileCondition(name, field, members, columns)),
  );
  return (values) => {
    for (const conditions of compiled) {
      if (belongs(conditions, values)) return true;
    }
    return false;
  };
}

function belongs(conditions: Condition[], values: readonly (string | null)[]): boolean {
  for (const { index, keyOf, keys } of conditions) {
    const value = values[index] ?? null;
    if (value === null || !keys.has(keyOf(value))) return false;
  }
  return true;
}

function compileCondition(
  group: string,
  name: string,
  members: ExclusionGroup[string],
  columns: readonly Column[],
): Condition {
  const index = columns.findIndex(({ field }) => field.name === name);
  const column = columns[index];
  if (column === undefined) {
    const known = columns.map(({ field }) => field.name).join(', ');
    throw invalid(group, name, `its field ${name} is none of the records' fields (${known})`);
  }
  const { read, expected, key: keyOf = asItIs } = createFieldReader(column.field);
  const keys = members.map((member) => {
    const value = read(fieldText(column.field, member));
    if (value !== undefined) return keyOf(value);
    throw invalid(group, name, `expected ${expected} for the field ${name}, got ${JSON.stringify(member)}`);
  });
  return { index, keyOf, keys: new Set(keys) };
}

function asItIs(value: string): string {
  return value;
}

function invalid(group: string, field: string, problem: string): IntegratorError {
  const message = `The exclusion group ${group} does not fit: ${problem}. Correct the group, or run without it.`;
  return new IntegratorError('exclusion-invalid', message, { group, field });
}
