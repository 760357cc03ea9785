import { IntegratorError } from '../model/errors.js';
import type { MappingEntry } from '../model/mapping.js';
import type { ParameterValues } from '../model/parameters.js';
import type { Field } from '../model/table-schema.js';
import type { CompiledField } from './compile-field.js';
import { fieldText } from './field-text.js';

/**
 * The value of a field that has the same in each record: its constant, or the value of its parameter.
 *
 * @throws IntegratorError `invalid-definition` for a constant that is no value of the field, with `path`;
 *   `parameter-invalid` for such a parameter, and for one without a value where the field needs one
 */
export function fixedValue(
  field: Field,
  { constant, parameter = '' }: MappingEntry,
  { check, none }: CompiledField,
  parameters: ParameterValues,
): string | null {
  const given = constant ?? (Object.hasOwn(parameters, parameter) ? parameters[parameter] : undefined);
  const value = given === undefined ? none : check(fieldText(field, given));
  if (typeof value !== 'object' || value === null) return value;
  const problem = value.faults.map(({ message }) => message).join('; ');
  if (constant === undefined) {
    const message = `The parameter ${parameter} becomes the field ${field.name}, and cannot: ${problem}.`;
    const details = { parameter, field: field.name, path: `mapping.${field.name}.parameter`, problem };
    throw new IntegratorError('parameter-invalid', message, details);
  }
  const path = `mapping.${field.name}.constant`;
  throw new IntegratorError('invalid-definition', `${path}: ${problem}`, { field: field.name, path, problem });
}
