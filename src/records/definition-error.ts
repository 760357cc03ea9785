import { IntegratorError } from '../model/errors.js';
import type { Field } from '../model/table-schema.js';

/** The error for a field of a schema that cannot be compiled: `property` is the path below the field. */
export function definitionError(field: Field, property: string, message: string): IntegratorError {
  return new IntegratorError(
    'invalid-definition',
    `schema field ${JSON.stringify(field.name)}, ${property}: ${message}`,
    {
      field: field.name,
      property,
      problem: message,
    },
  );
}
