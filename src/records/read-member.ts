import type { Field } from '../model/table-schema.js';
import { definitionError } from './definition-error.js';
import { fieldText } from './field-text.js';
import type { FieldReader } from './field-reader.js';

/**
 * A limit or a member that a definition has for the values of `field`, as a value that was read.
 *
 * @throws IntegratorError `invalid-definition` for one that is no value of the field; `property` is where it stands
 */
export function readMember(
  field: Field,
  reader: FieldReader,
  property: string,
  member: string | number | boolean,
): string {
  const value = reader.read(fieldText(field, member));
  if (value === undefined) {
    throw definitionError(field, property, `expected ${reader.expected}, got ${JSON.stringify(member)}`);
  }
  return value;
}
