import type { FieldReader } from '../field-reader.js';
import { jsonKey } from './json-key.js';
import { parseJson } from './json-text.js';

/** Type array: a JSON array (Table Schema `array`). Reaches the database as it is written, for json or jsonb. */
export function arrayReader(): FieldReader {
  return {
    expected: 'a JSON array',
    read: (text) => (Array.isArray(parseJson(text)) ? text : undefined),
    key: jsonKey,
    length: { unit: 'items', of: (value) => (JSON.parse(value) as unknown[]).length },
  };
}
