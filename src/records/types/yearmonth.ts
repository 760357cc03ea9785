import type { FieldReader } from '../field-reader.js';

const YEARMONTH = /^(-?(?!0000)(?:\d{4}|[1-9]\d{4,8}))-(0[1-9]|1[0-2])$/;

/**
 * Type yearmonth: XML Schema `gYearMonth` without a time zone, YYYY-MM (Table Schema `yearmonth`). Reaches the database
 * as it is, for a text column: PostgreSQL has no type for it.
 */
export function yearmonthReader(): FieldReader {
  return {
    expected: 'a month as YYYY-MM',
    read: (text) => (YEARMONTH.test(text) ? text : undefined),
    compare: (left, right) => months(left) - months(right),
  };
}

function months(text: string): number {
  const [, year, month] = YEARMONTH.exec(text) ?? [];
  return 12 * Number(year) + Number(month);
}
