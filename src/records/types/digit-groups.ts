import { definitionError } from '../definition-error.js';
import type { Field } from '../../model/table-schema.js';

/** The source of a regular expression for whole digits, in groups of any size when the field has a `groupChar`. */
export function wholeDigits(field: Field): string {
  if (field.groupChar === undefined) {
    return '\\d+';
  }
  if (/[\d+\-eE]/.test(field.groupChar)) {
    throw definitionError(field, 'groupChar', 'expected a character that is no part of a number');
  }
  return `\\d+(?:${literal(field.groupChar)}\\d+)*`;
}

/** The source of a regular expression that matches `text` and nothing else. */
export function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
