import { isAscii, isUtf8 } from 'node:buffer';
import type { Encoding } from '../../model/encoding.js';
import { characterBoundary } from '../character-boundary.js';
import { markedEncoding } from './byte-order-mark.js';
import { createCharacterReader } from './create-character-reader.js';
import { decodeCharacters } from './decode-characters.js';

/** Bytes fewer than this tell nothing. */
const SHORTEST_SAMPLE = 8;

/**
 * Says in a few words what `bytes`, a part of a file that does not fit its declared encoding, may be; undefined when
 * nothing comes to mind. `first`: the file begins with them. A hint for a person: nothing decides by it.
 */
export function suggestEncoding(bytes: Buffer, declared: Encoding, first: boolean): string | undefined {
  const marked = first ? markedEncoding(bytes) : undefined;
  if (marked !== undefined && marked !== declared) {
    return `the file begins with the byte order mark of ${marked}: set encoding to ${marked}`;
  }
  const likely = likelyEncoding(bytes, declared);
  return likely === undefined || likely === declared
    ? undefined
    : `the bytes there would be valid ${likely}: if the file is, set encoding to ${likely}`;
}

function likelyEncoding(bytes: Buffer, declared: Encoding): Encoding | undefined {
  const utf16 = declared.startsWith('utf-16') ? undefined : likelyUtf16(bytes);
  if (utf16 !== undefined) {
    return utf16;
  }
  if (!isAscii(bytes) && isUtf8(bytes.subarray(0, characterBoundary(bytes, bytes.length)))) {
    return 'utf-8';
  }
  // The encoding that is most often left undeclared, or taken for one of ISO 8859.
  const hasDouble = declared === 'utf-8' || declared.startsWith('iso-8859-');
  const fits = hasDouble && decodeCharacters(createCharacterReader('windows-1252'), bytes).stop === undefined;
  return fits ? 'windows-1252' : undefined;
}

/** Half of the bytes of a text in a European language are NUL in UTF-16, all on the same side. */
function likelyUtf16(bytes: Buffer): Encoding | undefined {
  const zeros = { even: 0, odd: 0 };
  for (let at = bytes.indexOf(0); at >= 0; at = bytes.indexOf(0, at + 1)) {
    zeros[at % 2 === 0 ? 'even' : 'odd'] += 1;
  }
  const { even, odd } = zeros;
  if (bytes.length < SHORTEST_SAMPLE || Math.max(even, odd) < bytes.length / 4 || Math.min(even, odd) > 0) {
    return undefined;
  }
  return even > odd ? 'utf-16be' : 'utf-16le';
}
