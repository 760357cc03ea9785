import type { Field } from '../../model/table-schema.js';
import type { FieldReader } from '../field-reader.js';
import { chooseFormat } from './choose-format.js';
import { textLength } from './text-length.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const URI = /^[a-z][a-z0-9+.-]*:(?:[\w.~:/?#[\]@!$&'()*+,;=-]|%[0-9a-f]{2})+$/i;
const EMAIL =
  /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/i;
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

const FORMATS = new Map<string, { expected: string; fits: (text: string) => boolean }>([
  ['default', { expected: 'a text', fits: () => true }],
  ['email', { expected: 'an e-mail address', fits: isEmail }],
  ['uri', { expected: 'an absolute URI', fits: (text) => URI.test(text) }],
  ['binary', { expected: 'a text in base64', fits: (text) => text.length % 4 === 0 && BASE64.test(text) }],
  ['uuid', { expected: 'a UUID', fits: (text) => UUID.test(text) }],
]);

/**
 * Type string (Table Schema `string`). Formats: `email`: local part and domain name of RFC 5321, without quoted local
 * parts and address literals; `uri`: the characters of RFC 3986 after a scheme; `binary`: base64 of RFC 4648 with its
 * padding; `uuid`: the text form of RFC 9562, any version. The text reaches the database as it is; so does base64, which
 * a bytea column would take for the bytes of its letters.
 */
export function stringReader(field: Field): FieldReader {
  const { expected, fits } = chooseFormat(field, FORMATS);
  return { expected, read: (text) => (fits(text) ? text : undefined), code: () => 'format', length: textLength };
}

/** RFC 5321: 64 characters before the @, 255 behind it. */
function isEmail(text: string): boolean {
  return text.length <= 320 && EMAIL.test(text) && text.indexOf('@') <= 64;
}
