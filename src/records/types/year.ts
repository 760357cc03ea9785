import type { FieldReader } from '../field-reader.js';

const YEAR = /^-?(?:\d{4}|[1-9]\d{4,8})$/;

/**
 * Type year: XML Schema `gYear` without a time zone: at least four digits, no year 0000 (Table Schema `year`). Read as
 * an integer without leading zeros.
 */
export function yearReader(): FieldReader {
  return {
    expected: 'a year as YYYY',
    read(text) {
      const year = YEAR.test(text) ? Number(text) : 0;
      return year === 0 ? undefined : String(year);
    },
    compare: (left, right) => Number(left) - Number(right),
  };
}
