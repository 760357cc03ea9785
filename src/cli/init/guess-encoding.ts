import { markedEncoding } from '../../records/encoding/byte-order-mark.js';
import type { Encoding } from '../../model/encoding.js';
import type { Guessed } from './guess.js';

/**
 * Encodings a file may have by its first bytes, the likeliest first: the first that all of the file fits is the guess.
 */
export function guessEncodings(start: Buffer): Guessed<Encoding>[] {
  const marked = markedEncoding(start);
  if (marked === 'utf-8') return [{ value: 'utf-8', why: 'it begins with the byte order mark of UTF-8' }];
  if (marked !== undefined) return [{ value: 'utf-16', why: `it begins with the byte order mark of ${marked}` }];
  const wide = wideEncoding(start);
  if (wide !== undefined) return [{ value: wide, why: 'every other byte is NUL, and there is no byte order mark' }];
  return [
    { value: 'utf-8', why: 'all of it is UTF-8' },
    {
      value: 'windows-1252',
      why: 'it is not UTF-8; Excel writes this in western Europe. Look at letters with accents',
    },
    { value: 'ibm850', why: 'it fits neither UTF-8 nor windows-1252, and every byte fits this. Ask who sends it' },
  ];
}

/** Half the bytes of western text are NUL in UTF-16, all on one side. */
function wideEncoding(start: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  const zeros = [0, 0];
  for (const [at, byte] of start.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (Math.max(even, odd) < start.length / 4 || Math.min(even, odd) > 0) return undefined;
  return even > odd ? 'utf-16be' : 'utf-16le';
}
