import type { Field } from '../../model/table-schema.js';
import { definitionError } from '../definition-error.js';
import type { FieldReader } from '../field-reader.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const URI = /^[a-z][a-z0-9+.-]*:(?:[\w.~:/?#[\]@!$&'()*+,;=-]|%[0-9a-f]{2})+$/i;
const EMAIL =
  /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/i;

const FORMATS = new Map<string, { expected: string; fits: (text: string) => boolean }>([
  ['default', { expected: 'a text', fits: () => true }],
  ['email', { expected: 'an e-mail address', fits: isEmail }],
  ['uri', { expected: 'an absolute URI', fits: (text) => URI.test(text) }],
  ['uuid', { expected: 'a UUID', fits: (text) => UUID.test(text) }],
]);

/**
 * Type string (Table Schema `string`). Formats: `email`: local part and domain name of RFC 5321, without quoted local
 * parts and address literals; `uri`: the characters of RFC 3986 after a scheme; `uuid`: the text form of RFC 9562, any
 * version. The text reaches the database as it is.
 */
export function stringReader(field: Field): FieldReader {
  const format = FORMATS.get(field.format ?? 'default');
  if (format === undefined) {
    const known = [...FORMATS.keys()].join(', ');
    throw definitionError(field, 'format', `expected one of ${known}, got ${JSON.stringify(field.format)}`);
  }
  const { expected, fits } = format;
  return { expected, read: (text) => (fits(text) ? text : undefined), code: () => 'format' };
}

/** RFC 5321: 64 characters before the @, 255 behind it. */
function isEmail(text: string): boolean {
  return text.length <= 320 && EMAIL.test(text) && text.indexOf('@') <= 64;
}
