import type { FieldReader } from '../field-reader.js';

/** The length of texts: Unicode characters, of which each takes one or two code units. */
export const textLength: NonNullable<FieldReader['length']> = { unit: 'characters', of: countCharacters };

function countCharacters(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1) {
    count += 1;
  }
  return count;
}
