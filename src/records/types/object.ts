import type { FieldReader } from '../field-reader.js';
import { isJsonObject } from './is-json-object.js';
import { jsonKey } from './json-key.js';
import { parseJson } from './json-text.js';

/** Type object: a JSON object (Table Schema `object`). Reaches the database as it is written, for json or jsonb. */
export function objectReader(): FieldReader {
  return {
    expected: 'a JSON object',
    read: (text) => (isJsonObject(parseJson(text)) ? text : undefined),
    key: jsonKey,
    length: { unit: 'properties', of: (value) => Object.keys(JSON.parse(value) as object).length },
  };
}
