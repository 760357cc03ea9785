import type { Field } from '../../model/table-schema.js';
import { compareDecimals } from '../decimal.js';
import type { FieldReader } from '../field-reader.js';
import { bareNumber } from './bare-number.js';
import { wholeDigits } from './digit-groups.js';

/** PostgreSQL's numeric holds so many digits; its integers hold fewer, which is for the target's column to say. */
const MAX_DIGITS = 131_072;

/**
 * Type integer: an optional sign and digits (Table Schema `integer`), between which `groupChar` may stand, and around
 * which other characters where `bareNumber` is false. Read without sign +, groups and leading zeros, so that equal
 * integers are equal texts.
 */
export function integerReader(field: Field): FieldReader {
  const unsigned = wholeDigits(field);
  const pattern = new RegExp(`^[+-]?${unsigned}$`);
  const { groupChar } = field;
  const read = (text: string) => {
    if (!pattern.test(text)) {
      return undefined;
    }
    const digits = groupChar === undefined ? text : text.replaceAll(groupChar, '');
    const first = digits.charCodeAt(0);
    // Nearly every integer begins with 1 … 9 and is well written already.
    const plain = first > 48 && first <= 57 ? digits : plainInteger(digits);
    return plain.length > MAX_DIGITS ? undefined : plain;
  };
  return {
    expected: 'an integer',
    read: field.bareNumber === false ? bareNumber(field, unsigned, read) : read,
    compare: compareDecimals,
  };
}

function plainInteger(digits: string): string {
  const unsigned = digits.replace(/^[+-]?0*/, '');
  return unsigned === '' ? '0' : digits.startsWith('-') ? `-${unsigned}` : unsigned;
}
