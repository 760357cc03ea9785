import { IntegratorError } from '../../model/errors.js';
import type { Encoding } from '../../model/encoding.js';
import { countLineEnds } from '../physical-lines.js';
import { LONGEST_MARK, markedEncoding } from './byte-order-mark.js';
import { CUT_OFF } from './character-reader.js';
import type { CharacterReader } from './character-reader.js';
import { createCharacterReader } from './create-character-reader.js';
import type { ForeignEncoding } from './create-character-reader.js';
import { decodeCharacters } from './decode-characters.js';
import { misfit, nulByte } from './encoding-error.js';
import type { Misfit } from './encoding-error.js';
import { hex } from './hex.js';

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/**
 * Turns a text file into UTF-8, piece by piece. What is declared as utf-8 passes through as it is, unchecked. A byte
 * order mark stays, as U+FEFF. Bytes fit an encoding when each is part of a character that the encoding defines; C1
 * control codes and private use characters are none, because in files that people make they are always another
 * encoding's letters. Line numbers count \n, \r\n and \r.
 *
 * @throws IntegratorError while it is gone through, after all that comes before: `file-encoding` for bytes that do not
 *   fit, for a byte order mark of another encoding, and for utf-16 without one; `file-nul-byte`. `details` has the
 *   place: `byteOffset` from 0 in the file as it is, `line` from 1.
 */
export function decodeText(source: AsyncIterable<Buffer>, encoding: Encoding): AsyncIterable<Buffer> {
  return encoding === 'utf-8' ? source : decode(source, encoding);
}

async function* decode(source: AsyncIterable<Buffer>, declared: Exclude<Encoding, 'utf-8'>): AsyncGenerator<Buffer> {
  let reader: CharacterReader | undefined;
  let rest: Buffer = Buffer.alloc(0);
  const place = new Place();
  for await (const { bytes, ended } of withEnd(source)) {
    rest = Buffer.concat([rest, bytes]);
    if (reader === undefined && rest.length < LONGEST_MARK && !ended) {
      continue;
    }
    reader ??= createCharacterReader(encodingOf(rest, declared));
    const { text, used, stop } = decodeCharacters(reader, rest);
    yield text;
    place.pass(text, used);
    if (stop !== undefined && (stop !== CUT_OFF || ended)) {
      const character = rest.subarray(used, used + reader.length);
      throw refusal(stop, character, { declared, byteOffset: place.byteOffset, line: place.line, bytes: rest });
    }
    rest = rest.subarray(used);
  }
}

/** Why the file is refused where `decodeCharacters` stopped at `character`. */
function refusal(stop: number, character: Buffer, where: Omit<Misfit, 'found'>): IntegratorError {
  if (stop === 0) {
    return nulByte(where);
  }
  const what = stop === CUT_OFF ? 'the end of the file inside a character' : 'bytes that are no character';
  return misfit({ ...where, found: `${what} (${hex(character)})` });
}

/** How the file is to be read whose first bytes are `start`. */
function encodingOf(start: Buffer, declared: Exclude<Encoding, 'utf-8'>): ForeignEncoding {
  const marked = markedEncoding(start);
  if (marked === undefined && declared === 'utf-16') {
    const message =
      'expected utf-16 with a byte order mark, found none at byte 0: set encoding to utf-16le or utf-16be, or to what the file is';
    throw new IntegratorError('file-encoding', message, { byteOffset: 0, line: 1, encoding: declared });
  }
  const fits = marked === undefined || marked === declared || declared === 'utf-16';
  if (marked === 'utf-8' || !fits) {
    const found = `another byte order mark (${hex(start.subarray(0, 2))})`;
    throw misfit({ declared, found, byteOffset: 0, line: 1, bytes: start, first: true });
  }
  return declared === 'utf-16' ? (marked ?? 'utf-16le') : declared;
}

/** The pieces of `source`, and then an empty one that says that it has ended. */
async function* withEnd(source: AsyncIterable<Buffer>): AsyncGenerator<{ bytes: Buffer; ended: boolean }> {
  for await (const bytes of source) {
    yield { bytes, ended: false };
  }
  yield { bytes: Buffer.alloc(0), ended: true };
}

/** Where in the file the decoding has come. */
class Place {
  byteOffset = 0;
  line = 1;
  #afterReturn = false;

  /** Goes on over `used` bytes of the file, which became `text`. */
  pass(text: Buffer, used: number): void {
    this.byteOffset += used;
    if (text.length > 0) {
      // The \r before was counted already.
      const half = this.#afterReturn && text[0] === LINE_FEED ? 1 : 0;
      this.line += countLineEnds(text, half, text.length);
      this.#afterReturn = text.at(-1) === CARRIAGE_RETURN;
    }
  }
}
