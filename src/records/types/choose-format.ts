import type { Field } from '../../model/table-schema.js';
import { definitionError } from '../definition-error.js';

/**
 * What `formats` holds for the format of `field`.
 *
 * @throws IntegratorError `invalid-definition` for a format that is none of them
 */
export function chooseFormat<T>(field: Field, formats: ReadonlyMap<string, T>): T {
  const format = formats.get(field.format ?? 'default');
  if (format !== undefined) return format;
  const known = [...formats.keys()].join(', ');
  throw definitionError(field, 'format', `expected one of ${known}, got ${JSON.stringify(field.format)}`);
}
