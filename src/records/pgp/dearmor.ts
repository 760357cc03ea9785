import { pgpRefusal } from './pgp-refusal.js';

/** The headers (Version, Comment, …) and what follows the data are a few lines each. In characters. */
const LONGEST_EDGE = 16_384;

/** A byte order mark and blank lines may come first. */
const BEFORE = /^(?:\xef\xbb\xbf|\s)+/;
const BEGIN = /^-----BEGIN PGP ([A-Z0-9 ,/]+)-----/;
const BLANK_LINE = /\r?\n[ \t]*\r?\n/;
/** Padding, the CRC24 line (which RFC 9580 §6.1 has readers ignore) and the END line. */
const END = /^={0,2}\s*(?:=[^\s-]*\s*)?-----END PGP MESSAGE-----/;

/**
 * The bytes in one block of ASCII armor (RFC 9580 §6.2) of the type MESSAGE. Strict, unlike the library's own reader:
 * a character that does not belong there, a missing END line, or anything but white space after it is refused.
 *
 * @throws IntegratorError `decryption-failed`
 */
export async function* dearmor(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const texts = textsOf(source);
  let text = await readHead(texts);
  let data = '';
  for (;;) {
    const end = text.search(/[=-]/);
    data += (end < 0 ? text : text.slice(0, end)).replaceAll(/\s+/g, '');
    const whole = data.length - (data.length % 4);
    if (whole > 0) yield decode(data.slice(0, whole));
    data = data.slice(whole);
    if (end >= 0) {
      await readTail(text.slice(end), texts);
      break;
    }
    const next = await texts.next();
    if (next.done === true) throw pgpRefusal('The file is cut off: its armor has no END line.');
    text = next.value;
  }
  if (data !== '') yield decode(data);
}

async function* textsOf(source: AsyncIterable<Uint8Array>): AsyncGenerator<string, void> {
  for await (const bytes of source) yield Buffer.from(bytes).toString('latin1');
}

/** Reads to the blank line that ends the headers; gives what came with it of the data. */
async function readHead(texts: AsyncGenerator<string, void>): Promise<string> {
  let head = '';
  for (;;) {
    const blank = BLANK_LINE.exec(head);
    if (blank !== null) {
      refuseOtherBlock(BEGIN.exec(head)?.[1]);
      return head.slice(blank.index + blank[0].length);
    }
    const next = await texts.next();
    if (next.done === true || head.length > LONGEST_EDGE) {
      throw pgpRefusal('The file is damaged or cut off: its armor has no blank line before the data.');
    }
    head = (head + next.value).replace(BEFORE, '');
  }
}

/** Reads what follows the data, to the end of the file. */
async function readTail(start: string, texts: AsyncGenerator<string, void>): Promise<void> {
  let tail = start;
  for (let next = await texts.next(); next.done !== true; next = await texts.next()) {
    if (tail.length <= LONGEST_EDGE) tail += next.value;
  }
  const end = END.exec(tail);
  if (end === null) throw pgpRefusal('The file is damaged or cut off: its armor does not end as it should.');
  if (tail.slice(end[0].length).trim() !== '') {
    throw pgpRefusal('The file goes on after the end of its message: expected one message and nothing else.');
  }
}

function refuseOtherBlock(type: string | undefined): void {
  if (type === undefined) throw pgpRefusal('The file is damaged: its armor does not begin as it should.');
  if (type === 'MESSAGE') return;
  if (type.endsWith('KEY BLOCK')) throw pgpRefusal('The file is an OpenPGP key, not a message.');
  if (type.startsWith('SIGN')) throw pgpRefusal('The file is signed with OpenPGP, but not encrypted.');
  throw pgpRefusal(`The file is armored as ${JSON.stringify(type)}: expected MESSAGE.`);
}

function decode(base64: string): Uint8Array {
  if (/[^A-Za-z0-9+/]/.test(base64) || base64.length % 4 === 1) {
    throw pgpRefusal('The file is damaged: its armor has characters that do not belong there.');
  }
  return new Uint8Array(Buffer.from(base64, 'base64'));
}
