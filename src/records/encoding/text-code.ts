import { NO_CHARACTER } from './character-reader.js';

/** Control codes of ISO 6429, private use (but for Apple's logo, which its encodings have), the replacement character. */
const NO_TEXT = /[\u0080-\u009f\ue000-\uf8fe\ufffd]/;

/** The code point of a text that is one character, or NO_CHARACTER. */
export function textCode(text: string | undefined): number {
  const [character, more] = text ?? '';
  return character === undefined || more !== undefined || NO_TEXT.test(character)
    ? NO_CHARACTER
    : (character.codePointAt(0) ?? NO_CHARACTER);
}
