import type { Field, FieldType } from '../model/table-schema.js';
import type { FieldReader } from './field-reader.js';
import { anyReader } from './types/any.js';
import { booleanReader } from './types/boolean.js';
import { dateReader } from './types/date.js';
import { datetimeReader } from './types/datetime.js';
import { integerReader } from './types/integer.js';
import { numberReader } from './types/number.js';
import { stringReader } from './types/string.js';
import { timeReader } from './types/time.js';
import { yearReader } from './types/year.js';

const READERS: Readonly<Record<FieldType, (field: Field) => FieldReader>> = {
  string: stringReader,
  integer: integerReader,
  number: numberReader,
  boolean: booleanReader,
  date: dateReader,
  time: timeReader,
  datetime: datetimeReader,
  year: yearReader,
  any: anyReader,
};

/**
 * The reader for the type and format of `field`.
 *
 * @throws IntegratorError `invalid-definition` when the field's format or characters cannot be
 */
export function createFieldReader(field: Field): FieldReader {
  return READERS[field.type](field);
}
