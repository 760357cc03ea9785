import type { Field } from '../../model/table-schema.js';
import { definitionError } from '../definition-error.js';
import type { FieldReader } from '../field-reader.js';
import { readMember } from '../read-member.js';
import { shownValue } from '../shown-value.js';
import { brokenConstraint, type ConstraintCheck } from './constraint.js';

const LIMITS = {
  minimum: { words: (limit: string) => `${limit} or more`, isWithin: (order: number) => order >= 0 },
  maximum: { words: (limit: string) => `${limit} or less`, isWithin: (order: number) => order <= 0 },
  exclusiveMinimum: { words: (limit: string) => `more than ${limit}`, isWithin: (order: number) => order > 0 },
  exclusiveMaximum: { words: (limit: string) => `less than ${limit}`, isWithin: (order: number) => order < 0 },
} as const;

export type LimitCode = keyof typeof LIMITS;

/** minimum, maximum and their exclusive forms, by the order of the type. */
export function limitCheck(
  field: Field,
  reader: FieldReader,
  code: LimitCode,
  limit: string | number,
): ConstraintCheck {
  const { compare } = reader;
  if (compare === undefined) {
    throw definitionError(field, `constraints.${code}`, `the values of type ${field.type} have no order`);
  }
  const bound = readMember(field, reader, `constraints.${code}`, limit);
  if (Number.isNaN(compare(bound, bound))) {
    throw definitionError(
      field,
      `constraints.${code}`,
      `expected a value that others can be compared with, got ${limit}`,
    );
  }
  const { words, isWithin } = LIMITS[code];
  const expected = words(String(limit));
  return (value, text) =>
    // NaN, the order of values that have none, is within no limit.
    isWithin(compare(value, bound)) ? undefined : brokenConstraint(field, code, expected, shownValue(text));
}
