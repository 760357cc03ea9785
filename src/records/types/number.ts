import type { Field } from '../../model/table-schema.js';
import { compareDecimals, decimalKey, isHeldByNumeric } from '../decimal.js';
import { definitionError } from '../definition-error.js';
import type { FieldReader } from '../field-reader.js';
import { bareNumber } from './bare-number.js';
import { literal, wholeDigits } from './digit-groups.js';

/** NaN and INF as Table Schema writes them, in any case; PostgreSQL's numeric (14 and later) has them. */
const SPECIAL = new Map([
  ['nan', 'NaN'],
  ['inf', 'Infinity'],
  ['+inf', 'Infinity'],
  ['-inf', '-Infinity'],
]);

/**
 * Type number: a decimal as XML Schema writes it, with an optional exponent, or NaN, INF, -INF (Table Schema `number`);
 * `decimalChar`, `groupChar` and `bareNumber` as the field declares them. Never turned into a double: each digit reaches
 * the database. A number that PostgreSQL's numeric cannot hold is refused here, since there it would end the load. NaN
 * is neither above nor below anything: it breaks every minimum and maximum.
 */
export function numberReader(field: Field): FieldReader {
  const { decimalChar = '.', groupChar } = field;
  if (/[\d+\-eE]/.test(decimalChar)) {
    throw definitionError(field, 'decimalChar', 'expected a character that is no part of a number');
  }
  if (groupChar !== undefined && (groupChar.includes(decimalChar) || decimalChar.includes(groupChar))) {
    throw definitionError(field, 'decimalChar', 'expected a character that is not the groupChar');
  }
  const whole = wholeDigits(field);
  const point = literal(decimalChar);
  const unsigned = `(?:${whole}(?:${point}\\d*)?|${point}\\d+)(?:[eE][+-]?\\d+)?`;
  const pattern = new RegExp(`^[+-]?${unsigned}$`);
  const read = (text: string) => {
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
  };
  return {
    expected: 'a number',
    read: field.bareNumber === false ? bareNumber(field, unsigned, read) : read,
    compare: compareDecimals,
    key: decimalKey,
  };
}
