import type { Field } from '../model/table-schema.js';

/** A value of JSON as a file would have it in the column of `field`, with the field's decimal point and booleans. */
export function fieldText(field: Field, value: string | number | boolean): string {
  const { type, decimalChar = '.', trueValues = ['true'], falseValues = ['false'] } = field;
  if (typeof value === 'number' && type === 'number') return String(value).replace('.', decimalChar);
  if (typeof value === 'boolean' && type === 'boolean') return (value ? trueValues : falseValues)[0] ?? '';
  return String(value);
}
