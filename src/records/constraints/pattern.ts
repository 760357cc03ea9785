import type { Field } from '../../model/table-schema.js';
import { definitionError } from '../definition-error.js';
import { shownValue } from '../shown-value.js';
import { brokenConstraint, type ConstraintCheck } from './constraint.js';

/** pattern: the whole text, by the regular expressions of JavaScript with the `u` flag. */
export function patternCheck(field: Field, pattern: string): ConstraintCheck {
  if (field.type !== 'string' && field.type !== 'any') {
    const message = `only a string can have it, and the field is of type ${field.type}`;
    throw definitionError(field, 'constraints.pattern', message);
  }
  const whole = new RegExp(`^(?:${pattern})$`, 'u');
  return (value) =>
    whole.test(value)
      ? undefined
      : brokenConstraint(field, 'pattern', `a text that matches ${pattern}`, shownValue(value));
}
