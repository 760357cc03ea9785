import type { Field } from '../../model/table-schema.js';
import { definitionError } from '../definition-error.js';
import type { FieldReader } from '../field-reader.js';
import { brokenConstraint, type ConstraintCheck } from './constraint.js';

/** minLength and maxLength, in what the type counts: characters, items, properties. */
export function lengthCheck(
  field: Field,
  { length: measure }: FieldReader,
  code: 'minLength' | 'maxLength',
  limit: number,
): ConstraintCheck {
  if (measure === undefined) {
    throw definitionError(field, `constraints.${code}`, `the values of type ${field.type} have no length`);
  }
  const { unit, of: lengthOf } = measure;
  if (code === 'minLength') {
    return (value, text) => {
      const length = lengthOf(value, text);
      return length >= limit ? undefined : brokenConstraint(field, code, `at least ${limit} ${unit}`, `${length}`);
    };
  }
  return (value, text) => {
    // No value is longer than its characters are many: most need not be measured.
    const length = value.length <= limit ? 0 : lengthOf(value, text);
    return length <= limit ? undefined : brokenConstraint(field, code, `at most ${limit} ${unit}`, `${length}`);
  };
}
