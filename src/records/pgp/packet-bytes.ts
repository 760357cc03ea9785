import { dearmor } from './dearmor.js';
import { describeOtherFile } from './describe-other-file.js';
import { pgpRefusal } from './pgp-refusal.js';
import { plainArray } from './plain-array.js';

const ARMOR = '-----BEGIN PGP ';
/** What tells armor from binary and from other files: a byte order mark, some blank lines, the first words. */
const START_BYTES = 256;

/**
 * The packets of an OpenPGP file, whether it is binary or ASCII armored.
 *
 * @throws IntegratorError `decryption-failed` when it is another kind of file (says which), or its armor is damaged
 */
export async function* packetBytes(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const file = source[Symbol.asyncIterator]();
  try {
    const start = await readStart(file);
    const all = resume(start, file);
    if (
      start
        .toString('latin1')
        .replace(/^\xef\xbb\xbf/, '')
        .trimStart()
        .startsWith(ARMOR)
    ) {
      yield* dearmor(all);
      return;
    }
    const other = describeOtherFile(start);
    if (other !== undefined) throw pgpRefusal(`The file is not encrypted with OpenPGP: ${other}.`);
    yield* all;
  } finally {
    await file.return?.();
  }
}

async function readStart(file: AsyncIterator<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let length = 0;
  while (length < START_BYTES) {
    const next = await file.next();
    if (next.done === true) break;
    parts.push(next.value);
    length += next.value.length;
  }
  return Buffer.concat(parts, length);
}

async function* resume(start: Buffer, file: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield plainArray(start);
  for (let next = await file.next(); next.done !== true; next = await file.next()) yield plainArray(next.value);
}
