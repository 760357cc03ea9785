import type { Encoding } from '../../model/encoding.js';
import type { CharacterReader } from './character-reader.js';
import { CodeTable } from './code-table.js';
import { lookUpCharacters } from './look-up-characters.js';
import { Utf16 } from './utf-16.js';

/** An encoding that is turned into UTF-8, and says itself how it is read. */
export type ForeignEncoding = Exclude<Encoding, 'utf-8' | 'utf-16'>;

/** Reads the characters of `encoding`. */
export function createCharacterReader(encoding: ForeignEncoding): CharacterReader {
  switch (encoding) {
    case 'utf-16le':
      return new Utf16('le');
    case 'utf-16be':
      return new Utf16('be');
    default:
      return new CodeTable(lookUpCharacters(encoding));
  }
}
