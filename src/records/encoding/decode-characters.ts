import type { CharacterReader } from './character-reader.js';

/** What was made of some bytes: their text in UTF-8, up to where they end or something stands that is no text. */
export interface Decoded {
  text: Buffer;
  /** How many of the bytes became text. */
  used: number;
  /** Why not all did: NO_CHARACTER, CUT_OFF, or 0 for NUL. */
  stop: number | undefined;
}

/** No character takes more room in UTF-8 than three times its own bytes. */
const GROWTH = 3;

/** Turns `bytes`, which begin with a character, into UTF-8. */
export function decodeCharacters(reader: CharacterReader, bytes: Buffer): Decoded {
  const text = Buffer.allocUnsafe(GROWTH * bytes.length);
  let size = 0;
  let at = 0;
  while (at < bytes.length) {
    const byte = bytes[at] ?? 0;
    const isAscii = reader.extendsAscii && byte < 0x80;
    const code = isAscii ? byte : reader.read(bytes, at);
    if (code <= 0) {
      return { text: text.subarray(0, size), used: at, stop: code };
    }
    size = appendCharacter(text, size, code);
    at += isAscii ? 1 : reader.length;
  }
  return { text: text.subarray(0, size), used: at, stop: undefined };
}

/** Writes a character as RFC 3629 has it; returns the index after it. */
function appendCharacter(text: Buffer, at: number, code: number): number {
  let size = at;
  if (code < 0x80) {
    text[size++] = code;
    return size;
  }
  if (code < 0x800) {
    text[size++] = 0xc0 | (code >> 6);
  } else {
    if (code < 0x10000) {
      text[size++] = 0xe0 | (code >> 12);
    } else {
      text[size++] = 0xf0 | (code >> 18);
      text[size++] = 0x80 | ((code >> 12) & 0x3f);
    }
    text[size++] = 0x80 | ((code >> 6) & 0x3f);
  }
  text[size++] = 0x80 | (code & 0x3f);
  return size;
}
