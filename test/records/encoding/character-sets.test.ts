import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { ENCODINGS } from '../../../src/model/encoding.js';
import { createCharacterReader } from '../../../src/records/encoding/create-character-reader.js';
import type { ForeignEncoding } from '../../../src/records/encoding/create-character-reader.js';

/**
 * Made with the codecs of Python 3.11, which come from the tables of the Unicode Consortium, of Microsoft and of Apple:
 * the characters of the bytes 0x80 to 0xFF, � where there is none; and of each pair of bytes from 0x8140 on, in order,
 * how many are characters and the SHA-256 of all of them in UTF-8. Without C1 controls and private use; big5 without
 * 0xC6A1 to 0xC8FE, which Node does not know.
 */
const { upperHalves, pairs } = JSON.parse(readFileSync(new URL('character-sets.json', import.meta.url), 'utf8')) as {
  upperHalves: Partial<Record<ForeignEncoding, string>>;
  pairs: Partial<Record<ForeignEncoding, { characters: number; sha256: string }>>;
};

/** The characters of `sequences`, and � where one is none. */
function charactersOf(encoding: ForeignEncoding, sequences: number[][]): string[] {
  const reader = createCharacterReader(encoding);
  return sequences.map((sequence) => {
    const code = reader.read(Buffer.from(sequence), 0);
    return code > 0 && reader.length === sequence.length ? String.fromCodePoint(code) : '�';
  });
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}

describe('createCharacterReader', () => {
  it('knows every encoding that may be declared', () => {
    const tested = [...Object.keys(upperHalves), ...Object.keys(pairs), 'euc-jp', 'gb18030'];
    const others = ['utf-8', 'utf-16', 'utf-16le', 'utf-16be'];
    assert.deepEqual([...tested, ...others].sort(), [...ENCODINGS].sort());
  });

  for (const [name, expected] of Object.entries(upperHalves)) {
    it(`has the characters of ${name}, and no others`, () => {
      const bytes = range(0x80, 0x100).map((byte) => [byte]);
      assert.equal(charactersOf(name as ForeignEncoding, bytes).join(''), expected);
    });
  }

  for (const [name, expected] of Object.entries(pairs)) {
    it(`has the ${expected.characters} characters of two bytes of ${name}`, () => {
      const sequences = range(0x81, 0xff).flatMap((lead) => range(0x40, 0xff).map((trail) => [lead, trail]));
      const all = charactersOf(name as ForeignEncoding, sequences).filter(
        (character, index) => character !== '�' && !isLeftOut(name, sequences[index] ?? []),
      );
      assert.equal(all.length, expected.characters);
      assert.equal(createHash('sha256').update(all.join('')).digest('hex'), expected.sha256);
    });
  }

  it('has the characters of euc-jp, of one, two and three bytes', () =>
    assert.deepEqual(
      charactersOf('euc-jp', [[0x8e, 0xb1], [0xb0, 0xa1], [0xa4, 0xa2], [0x8f, 0xb0, 0xa1], [0x80], [0xff]]),
      ['ｱ', '亜', 'あ', '丂', '�', '�'],
    ));

  it('has the characters of gb18030, of two and four bytes', () =>
    assert.deepEqual(
      charactersOf('gb18030', [
        [0xb0, 0xa1],
        [0x81, 0x39, 0xee, 0x39],
        [0x95, 0x32, 0x82, 0x36],
        [0xff],
        [0xfe, 0x39, 0xfe, 0x39],
      ]),
      ['啊', '㐀', '𠀀', '�', '�'],
    ));
});

function isLeftOut(name: string, [lead = 0, trail = 0]: number[]): boolean {
  const code = lead * 256 + trail;
  return name === 'big5' && code >= 0xc6a1 && code <= 0xc8fe;
}
