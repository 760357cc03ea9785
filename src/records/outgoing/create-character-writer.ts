import { isAscii, isUtf8 } from 'node:buffer';

import type { Encoding } from '../../model/encoding.js';
import { createCharacterReader, type ForeignEncoding } from '../encoding/create-character-reader.js';
import { canWrite } from './can-write.js';
import { definitionProblem } from './definition-problem.js';

/** Writes text in an encoding. */
export interface CharacterWriter {
  /** What a file begins with: the byte order mark of `utf-16`, for the others nothing. */
  readonly mark: Buffer;
  /** The bytes of a byte text; undefined when it has a character that the encoding has not, or is no UTF-8. */
  encode(text: string): Buffer | undefined;
}

const NO_MARK = Buffer.alloc(0);
const LITTLE_ENDIAN_MARK = Buffer.from('\ufeff', 'utf16le');

/** @throws IntegratorError `invalid-definition` for an encoding that cannot be written. */
export function createCharacterWriter(encoding: Encoding): CharacterWriter {
  switch (encoding) {
    case 'utf-8':
      return { mark: NO_MARK, encode: utf8BytesOf };
    case 'utf-16':
      return { mark: LITTLE_ENDIAN_MARK, encode: encodeUtf16 };
    case 'utf-16le':
      return { mark: NO_MARK, encode: encodeUtf16 };
    case 'utf-16be':
      return { mark: NO_MARK, encode: (text) => encodeUtf16(text)?.swap16() };
    default:
      return { mark: NO_MARK, encode: byTable(encoding) };
  }
}

/** A database of SQL_ASCII can hold, and send, what is no UTF-8. */
function utf8BytesOf(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'latin1');
  return isUtf8(bytes) ? bytes : undefined;
}

function encodeUtf16(text: string): Buffer | undefined {
  const bytes = utf8BytesOf(text);
  return bytes && Buffer.from(bytes.toString(), 'utf16le');
}

/** An encoding that extends ASCII by characters of one byte, all within the Basic Multilingual Plane. */
function byTable(encoding: ForeignEncoding): CharacterWriter['encode'] {
  if (!canWrite(encoding)) {
    throw definitionProblem('encoding', `${encoding} can be read but not written: set it to utf-8, or another one`);
  }
  const byteOf = bytesByCharacter(encoding);
  return (text) => {
    const utf8 = Buffer.from(text, 'latin1');
    if (isAscii(utf8)) return utf8;
    const characters = utf8.toString();
    const bytes = Buffer.allocUnsafe(characters.length);
    for (let index = 0; index < characters.length; index += 1) {
      const byte = byteOf[characters.charCodeAt(index)] ?? 0;
      if (byte === 0) return undefined;
      bytes[index] = byte;
    }
    return bytes;
  };
}

/** The byte of each UTF-16 unit, 0 for none: what the reader of the encoding takes for a character, and nothing else. */
function bytesByCharacter(encoding: ForeignEncoding): Uint8Array {
  const reader = createCharacterReader(encoding);
  const byteOf = new Uint8Array(0x10000);
  for (let byte = 1; byte <= 0xff; byte += 1) {
    const code = byte < 0x80 ? byte : reader.read(Buffer.of(byte), 0);
    if (code > 0) byteOf[code] = byte;
  }
  return byteOf;
}
