import type { Field } from '../../model/table-schema.js';
import { definitionError } from '../definition-error.js';
import type { FieldReader } from '../field-reader.js';
import { readMember } from '../read-member.js';
import { shownValue } from '../shown-value.js';
import { brokenConstraint, type ConstraintCheck } from './constraint.js';

type Member = string | number | boolean;

const SHOWN_MEMBERS = 20;

/**
 * enum and categories: one of the members, by equal values (1.50 is 1.5). Of a field that has both, the enum must be
 * part of the categories (Table Schema), so it alone decides.
 */
export function membersCheck(field: Field, reader: FieldReader): ConstraintCheck | undefined {
  const keyOf = reader.key ?? ((value: string) => value);
  const keysOf = (property: string, members: readonly Member[]) =>
    new Map(members.map((member) => [keyOf(readMember(field, reader, property, member)), member]));
  const categories =
    field.categories &&
    keysOf(
      'categories',
      field.categories.map(({ value }) => value),
    );
  const members = field.constraints?.enum && keysOf('constraints.enum', field.constraints.enum);
  for (const [key, member] of categories === undefined ? [] : (members ?? [])) {
    if (categories?.has(key) === true) continue;
    throw definitionError(field, 'constraints.enum', `expected one of the categories, got ${JSON.stringify(member)}`);
  }
  const allowed = members ?? categories;
  if (allowed === undefined) return undefined;
  const names = [...allowed.values()].map(String);
  const words = `one of ${names.slice(0, SHOWN_MEMBERS).join(', ')}${names.length > SHOWN_MEMBERS ? ', …' : ''}`;
  return (value, text) =>
    allowed.has(keyOf(value)) ? undefined : brokenConstraint(field, 'enum', words, shownValue(text));
}
