import type { Field, FieldType } from '../model/table-schema.js';
import type { FieldReader } from './field-reader.js';
import { anyReader } from './types/any.js';
import { arrayReader } from './types/array.js';
import { booleanReader } from './types/boolean.js';
import { dateReader } from './types/date.js';
import { datetimeReader } from './types/datetime.js';
import { durationReader } from './types/duration.js';
import { geojsonReader } from './types/geojson.js';
import { geopointReader } from './types/geopoint.js';
import { integerReader } from './types/integer.js';
import { listReader } from './types/list.js';
import { numberReader } from './types/number.js';
import { objectReader } from './types/object.js';
import { stringReader } from './types/string.js';
import { timeReader } from './types/time.js';
import { yearReader } from './types/year.js';
import { yearmonthReader } from './types/yearmonth.js';

/** The types of Table Schema v2, each with the type of PostgreSQL that takes every value read for it. */
const READERS: Readonly<Record<FieldType, (field: Field) => FieldReader>> = {
  string: stringReader, // text; with format uuid also uuid
  integer: integerReader, // numeric, and the integers that are large enough
  number: numberReader, // numeric
  boolean: booleanReader, // boolean
  object: objectReader, // jsonb
  array: arrayReader, // jsonb
  list: (field) => listReader(field, itemReader(field)), // text[], and arrays of what is here for the items' type
  date: dateReader, // date
  time: timeReader, // time
  datetime: datetimeReader, // timestamptz; timestamp, where the offset does not count
  year: yearReader, // integer
  yearmonth: yearmonthReader, // text
  duration: durationReader, // interval
  geopoint: geopointReader, // point
  geojson: geojsonReader, // jsonb
  any: anyReader, // text
};

/**
 * The reader for the type and format of `field`.
 *
 * @throws IntegratorError `invalid-definition` when the field's format or characters cannot be
 */
export function createFieldReader(field: Field): FieldReader {
  return READERS[field.type](field);
}

/** Items of a list have the default format of their type. */
function itemReader({ name, itemType = 'string' }: Field): FieldReader {
  return createFieldReader({ name, type: itemType });
}
