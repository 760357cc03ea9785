/** No character of the encoding begins with these bytes. */
export const NO_CHARACTER = -1;
/** The bytes end before the character does. */
export const CUT_OFF = -2;

/** Reads a text character by character. */
export interface CharacterReader {
  /** Whether a byte below 0x80 at the place of a character is that character of ASCII. */
  readonly extendsAscii: boolean;
  /** How many bytes the character takes that was read last. */
  length: number;
  /** The code point of the character at `at`, which is before the end of `bytes`; or NO_CHARACTER, or CUT_OFF. */
  read(bytes: Buffer, at: number): number;
}
