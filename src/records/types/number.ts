import type { Field } from '../../model/table-schema.js';
import { compareDecimals, decimalExtent, decimalKey } from '../decimal.js';
import { definitionError } from '../definition-error.js';
import type { FieldReader } from '../field-reader.js';
import { literal, wholeDigits } from './digit-groups.js';

/** NaN and INF as Table Schema writes them, in any case; PostgreSQL's numeric (14 and later) has them. */
const SPECIAL = new Map([
  ['nan', 'NaN'],
  ['inf', 'Infinity'],
  ['+inf', 'Infinity'],
  ['-inf', '-Infinity'],
]);

/** What PostgreSQL's numeric holds: digits before and after the point. */
const MAX_WHOLE_DIGITS = 131_072;
const MAX_FRACTION_DIGITS = 16_383;

/** Shorter texts without an exponent are within those limits. */
const SURELY_WITHIN_LIMITS = 1000;

/**
 * Type number: a decimal as XML Schema writes it, with an optional exponent, or NaN, INF, -INF (Table Schema `number`);
 * `decimalChar` and `groupChar` as the field declares them. Never turned into a double: each digit reaches the database.
 * A number that PostgreSQL's numeric cannot hold is refused here, since there it would end the load. NaN is neither
 * above nor below anything: it breaks every minimum and maximum.
 */
export function numberReader(field: Field): FieldReader {
  const { decimalChar = '.', groupChar } = field;
  if (decimalChar === groupChar || /[\d+\-eE]/.test(decimalChar)) {
    throw definitionError(
      field,
      'decimalChar',
      'expected a character that is no part of a number and not the groupChar',
    );
  }
  const whole = wholeDigits(field);
  const point = literal(decimalChar);
  const pattern = new RegExp(`^[+-]?(?:${whole}(?:${point}\\d*)?|${point}\\d+)(?:[eE][+-]?\\d+)?$`);
  return {
    expected: 'a number',
    read(text) {
      if (!pattern.test(text)) {
        return text.length > 4 ? undefined : SPECIAL.get(text.toLowerCase());
      }
      let number = groupChar === undefined ? text : text.replaceAll(groupChar, '');
      if (decimalChar !== '.') {
        number = number.replace(decimalChar, '.');
      }
      if (number.charCodeAt(0) === 43) {
        number = number.slice(1);
      }
      return isHeldByNumeric(number) ? number : undefined;
    },
    compare: compareDecimals,
    key: decimalKey,
  };
}

function isHeldByNumeric(number: string): boolean {
  if (number.length < SURELY_WITHIN_LIMITS && !/[eE]/.test(number)) {
    return true;
  }
  const { magnitude, scale } = decimalExtent(number);
  return magnitude <= MAX_WHOLE_DIGITS && scale <= MAX_FRACTION_DIGITS;
}
