import type { Field } from '../../model/table-schema.js';
import type { FieldReader } from '../field-reader.js';
import { chooseFormat } from './choose-format.js';
import { isGeojson } from './is-geojson.js';
import { isJsonObject } from './is-json-object.js';
import { isTopojson } from './is-topojson.js';
import { jsonKey } from './json-key.js';
import { parseJson } from './json-text.js';

const FORMATS = new Map([
  ['default', { expected: 'a GeoJSON object', fits: isGeojson }],
  ['topojson', { expected: 'a TopoJSON object', fits: isTopojson }],
]);

/**
 * Type geojson (Table Schema `geojson`): a GeoJSON object of RFC 7946, or with format `topojson` a TopoJSON topology.
 * Reaches the database as it is written, for json or jsonb.
 */
export function geojsonReader(field: Field): FieldReader {
  const { expected, fits } = chooseFormat(field, FORMATS);
  return {
    expected,
    read: (text) => (fits(parseJson(text)) ? text : undefined),
    code: (text) => (isJsonObject(parseJson(text)) ? 'format' : 'type'),
    key: jsonKey,
  };
}
