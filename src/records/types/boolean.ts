import type { Field } from '../../model/table-schema.js';
import { definitionError } from '../definition-error.js';
import type { FieldReader } from '../field-reader.js';

const TRUE_VALUES = ['true', 'True', 'TRUE', '1'];
const FALSE_VALUES = ['false', 'False', 'FALSE', '0'];

/** Type boolean: one of `trueValues` or `falseValues`, letter for letter (Table Schema `boolean`, whose defaults hold). */
export function booleanReader(field: Field): FieldReader {
  const { trueValues = TRUE_VALUES, falseValues = FALSE_VALUES } = field;
  const both = trueValues.find((value) => falseValues.includes(value));
  if (both !== undefined) {
    throw definitionError(field, 'trueValues', `${JSON.stringify(both)} stands in falseValues too`);
  }
  const values = new Map([
    ...trueValues.map((value) => [value, 'true'] as const),
    ...falseValues.map((value) => [value, 'false'] as const),
  ]);
  return {
    expected: `a boolean (${[...values.keys()].join(', ')})`,
    read: (text) => values.get(text),
  };
}
