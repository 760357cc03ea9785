import { isUtf8 } from 'node:buffer';

/** Packet types that begin a message (RFC 9580 §10.3), the draft's OCB packet of GnuPG (20) among them. */
const MESSAGE_PACKETS = new Set([1, 2, 3, 4, 8, 9, 10, 11, 18, 20, 21]);
const KEY_PACKETS = new Set([5, 6, 7, 13, 14]);

const SIGNATURES: readonly [hex: string, description: string][] = [
  ['fffe', 'it looks like text in UTF-16; if it is armored, save it as plain ASCII'],
  ['feff', 'it looks like text in UTF-16; if it is armored, save it as plain ASCII'],
  ['504b0304', 'it looks like a zip archive (.zip, .xlsx)'],
  ['504b0506', 'it looks like an empty zip archive'],
  ['1f8b', 'it looks like a gzip archive'],
  ['25504446', 'it looks like a PDF document'],
];

/** What a file is that does not begin as an OpenPGP message does; undefined when it does. */
export function describeOtherFile(start: Buffer): string | undefined {
  if (start.length === 0) return 'it is empty (0 bytes)';
  const hex = start.subarray(0, 4).toString('hex');
  const known = SIGNATURES.find(([signature]) => hex.startsWith(signature));
  if (known !== undefined) return known[1];

  if (isText(start)) return 'it looks like text, such as CSV';
  const [first = 0] = start;
  if (first < 0x80) return 'it is of an unknown format';
  // The first octet of a packet: 11tttttt in the current format, 10ttttll in the old one (RFC 9580 §4.2).
  const packet = first >= 0xc0 ? first & 0x3f : (first & 0x3f) >> 2;
  if (KEY_PACKETS.has(packet)) return 'it is an OpenPGP key, not a message';
  return MESSAGE_PACKETS.has(packet) ? undefined : 'it is of an unknown format';
}

/** Whether it reads as text; the last character may be cut. */
function isText(start: Buffer): boolean {
  const whole = start.length > 4 ? start.subarray(0, start.findLastIndex((byte) => byte < 0x80) + 1) : start;
  return isUtf8(whole) && !whole.includes(0);
}
