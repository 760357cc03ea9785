import { CUT_OFF, NO_CHARACTER } from './character-reader.js';
import type { CharacterReader } from './character-reader.js';

/** UTF-16 (RFC 2781). A surrogate without its other half is no character. */
export class Utf16 implements CharacterReader {
  readonly extendsAscii = false;
  length = 2;

  constructor(private readonly order: 'le' | 'be') {}

  read(bytes: Buffer, at: number): number {
    if (at + 2 > bytes.length) {
      return CUT_OFF;
    }
    this.length = 2;
    const unit = this.#unit(bytes, at);
    if (unit < 0xd800 || unit > 0xdfff) {
      return unit;
    }
    if (unit > 0xdbff) {
      return NO_CHARACTER;
    }
    if (at + 4 > bytes.length) {
      return CUT_OFF;
    }
    const low = this.#unit(bytes, at + 2);
    this.length = 4;
    return low >= 0xdc00 && low <= 0xdfff ? 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00) : NO_CHARACTER;
  }

  #unit(bytes: Buffer, at: number): number {
    const first = bytes[at] ?? 0;
    const second = bytes[at + 1] ?? 0;
    return this.order === 'le' ? first | (second << 8) : (first << 8) | second;
  }
}
