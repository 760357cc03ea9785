import assert from 'node:assert/strict';
import { deflateSync } from 'node:zlib';

import { createMessage, enums, LiteralDataPacket, Message, PacketList, type AnyPacket } from 'openpgp';

import { decryptAll, decrypts, refuses } from './support/decrypt-all.js';
import { makeKey, type KeyPair } from './support/keys.js';
import { armored, seal } from './support/seal.js';

const CONTENT = 'employee_number,name\r\nE00000001,Björn Müller\r\n';

describe('decryptPgp', () => {
  let ours: KeyPair;
  let older: KeyPair;
  let other: KeyPair;
  let sealed: Buffer;

  before(async () => {
    [ours, older, other] = await Promise.all([makeKey('ours'), makeKey('older'), makeKey('other')]);
    sealed = await seal(CONTENT, { for: [ours], fileName: 'employees.csv', compression: 'zlib' });
  });

  const keys = () => ({ privateKeys: [{ key: ours.privateText }] });

  it('gives the content, and tells which key opened it and how the sender named it', async () => {
    const report = await decrypts(sealed, keys(), CONTENT);
    const bytes = Buffer.byteLength(CONTENT);
    assert.deepEqual(report, { bytes, decryptedWith: ours.fingerprint, signedBy: [], fileName: 'employees.csv' });
  });

  it('takes a file in pieces of one byte, binary and armored', async () => {
    await decrypts(sealed, keys(), CONTENT, { pieceBytes: 1 });
    await decrypts(armored(sealed), keys(), CONTENT, { pieceBytes: 1 });
  });

  it('takes armor with CRLF, headers, a byte order mark, blank lines around it, and no or a wrong checksum', async () => {
    const text = armored(sealed, '\r\n');
    const withHeaders = text.replace('-----\r\n\r\n', '-----\r\nVersion: GnuPG v2\r\nComment: = - =\r\n \t\r\n');
    const withChecksum = withHeaders.replace('\r\n-----END', '\r\n=AAAA\r\n-----END');
    for (const file of [text, withHeaders, withChecksum, `\ufeff\r\n\r\n${text}\r\n \r\n`]) {
      await decrypts(file, keys(), CONTENT, { pieceBytes: 50 });
    }
  });

  it('takes empty content', async () => {
    await decrypts(await seal('', { for: [ours] }), keys(), '');
  });

  it('opens files for an old and a new key while keys are rotated, and says which', async () => {
    const both = { privateKeys: [{ key: ours.privateText }, { key: older.privateText }] };
    for (const key of [ours, older]) {
      const report = await decrypts(await seal(CONTENT, { for: [other, key] }), both, CONTENT);
      assert.equal(report.decryptedWith, key.fingerprint);
    }
  });

  it('opens a file for a hidden recipient', async () => {
    const both = { privateKeys: [{ key: older.privateText }, { key: ours.privateText }] };
    const report = await decrypts(await seal(CONTENT, { for: [other, ours], wildcard: true }), both, CONTENT);
    assert.equal(report.decryptedWith, ours.fingerprint);
  });

  it('refuses a file for other keys, with their key ids and ours', async () => {
    const subkeyOf = ({ publicKey }: KeyPair) => publicKey.subkeys[0]?.getKeyID().toHex().toUpperCase();
    const file = await seal(CONTENT, { for: [other, older] });
    const { details } = await refuses(file, keys(), 'decryption-failed', /not encrypted for any of our keys/);
    assert.deepEqual(details, { recipients: [subkeyOf(other), subkeyOf(older)], ours: [subkeyOf(ours)] });
    const hidden = await seal(CONTENT, { for: [other], wildcard: true });
    await refuses(hidden, keys(), 'decryption-failed', /it is for a hidden one; ours are/);
  });

  it('refuses what is no OpenPGP message, and says what it looks like', async () => {
    const others: [Buffer | string, RegExp][] = [
      ['', /is empty \(0 bytes\)/],
      ['a', /looks like text/],
      [CONTENT, /looks like text, such as CSV/],
      [`\ufeff${CONTENT}`, /looks like text, such as CSV/],
      [Buffer.from(`\ufeff${armored(sealed)}`, 'utf16le'), /looks like text in UTF-16/],
      [Buffer.from('504b030414000000', 'hex'), /looks like a zip archive/],
      [Buffer.from('1f8b0800', 'hex'), /looks like a gzip archive/],
      ['%PDF-1.7', /looks like a PDF/],
      [Buffer.from([0, 1, 2, 3]), /of an unknown format/],
      [Buffer.from(ours.publicKey.write()), /is an OpenPGP key/],
      [ours.publicText, /is an OpenPGP key/],
    ];
    for (const [file, message] of others) await refuses(file, keys(), 'decryption-failed', message);
  });

  it('refuses armor of another kind, and armor that is damaged', async () => {
    const text = armored(sealed);
    const others: [string, RegExp][] = [
      ['-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\na,b\n', /signed with OpenPGP, but not encrypted/],
      [text.replaceAll('MESSAGE', 'MESSAGE, PART 1/2'), /expected MESSAGE/],
      [text.replace('-----END PGP MESSAGE-----', ''), /has no END line|does not end as it should/],
      [text.slice(0, -10), /does not end as it should/],
      [text.slice(0, 27), /no blank line before the data/],
      [text.replace('\n\n', '\n'), /no blank line before the data|no END line/],
      [text.replace(/(?<=\n\n....)./, '!'), /characters that do not belong there/],
      [text.replace(/(?<=\n\n....)./, ''), /is damaged|is cut off|not encrypted/],
    ];
    for (const [file, message] of others) await refuses(file, keys(), 'decryption-failed', message);
  });

  it('refuses what goes on after its end', async () => {
    const text = armored(sealed);
    const afterEnd: [Buffer | string, RegExp][] = [
      [text + text, /goes on after the end/],
      [`${text}a,b\n`, /goes on after the end/],
      [Buffer.concat([sealed, sealed]), /has other parts than one encrypted content/],
      [Buffer.concat([sealed, Buffer.from('a,b\n')]), /is damaged/],
      [Buffer.concat([sealed, Buffer.from([0])]), /is damaged/],
    ];
    for (const [file, message] of afterEnd) await refuses(file, keys(), 'decryption-failed', message);
  });

  it('refuses a file that is cut off, wherever', async () => {
    for (const length of [1, 20, 100, 200, sealed.length - 30, sealed.length - 1]) {
      await refuses(sealed.subarray(0, length), keys(), 'decryption-failed', /is cut off|is damaged/);
    }
  });

  it('refuses a file that was changed, in its key or its content', async () => {
    for (const at of [60, sealed.length - 40, sealed.length - 1]) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 0x10;
      await refuses(changed, keys(), 'decryption-failed', /is damaged/);
    }
  });

  it('refuses several contents in one file', async () => {
    const two = await sealPackets([literal('a,b\n'), literal('c,d\n')], ours);
    await refuses(two, keys(), 'decryption-failed', /has other parts than one encrypted content/);
  });

  it('refuses a file that holds no content', async () => {
    await refuses(await sealPackets([], ours), keys(), 'decryption-failed', /is damaged|has other parts/);
  });

  it('refuses an encryption whose content is encrypted once more', async () => {
    const message = await createMessage({ binary: new Uint8Array(sealed) });
    const inner = new PacketList<AnyPacket>();
    inner.push(...(await message.encrypt([ours.publicKey])).packets);
    await refuses(await sealPackets(inner, ours), keys(), 'decryption-failed', /has other parts|is damaged/);
  });

  it('takes content as long as the limit, and refuses one byte more before it comes', async () => {
    const file = await seal(Buffer.alloc(100_000, 'a'), { for: [ours], compression: 'zip' });
    await decrypts(file, keys(), Buffer.alloc(100_000, 'a'), { maxPlainBytes: 100_000 });
    await refuses(file, keys(), 'file-too-large', /more than 97\.7 kB when it is decrypted/, { maxPlainBytes: 99_999 });
  });

  it('stops a decompression bomb at the limit', async () => {
    for (const compression of ['zip', 'zlib'] as const) {
      const file = await seal(Buffer.alloc(32 * 2 ** 20), { for: [ours], compression });
      assert.ok(file.length < 100_000);
      const options = { maxPlainBytes: 2 ** 20 };
      const { content, error } = await decryptAll(file, keys(), options);
      assert.equal((error as { code?: string }).code, 'file-too-large');
      assert.ok(content.length <= options.maxPlainBytes);
    }
  });

  it('refuses a small file that inflates to a huge part which is not its content', async () => {
    const padding = 21;
    const content = deflateSync(Buffer.concat([packetHeader(padding, 2 ** 30), Buffer.alloc(2 ** 30)]), { level: 1 });
    const zlib = Buffer.concat([
      packetHeader(enums.packet.compressedData, content.length + 1),
      Buffer.from([2]),
      content,
    ]);
    const file = await sealBytes(zlib, ours);
    assert.ok(file.length < 5 * 2 ** 20);
    const options = { maxPlainBytes: 2 ** 31 };
    await refuses(file, keys(), 'decryption-failed', /takes more memory than a file needs/, options);
  });

  it('refuses keys that cannot be used, before it looks at the file', async () => {
    await refuses(sealed, { privateKeys: [{ key: ours.publicText }] }, 'key-invalid', /is a public key/);
  });
});

function literal(text: string): LiteralDataPacket {
  const packet = new LiteralDataPacket();
  Object.assign(packet, { data: new Uint8Array(Buffer.from(text)), format: enums.literal.binary });
  return packet;
}

/** Packets that no program would encrypt together. */
async function sealPackets(content: AnyPacket[], recipient: KeyPair): Promise<Buffer> {
  const packets = new PacketList<AnyPacket>();
  packets.push(...content);
  return sealBytes(packets.write(), recipient);
}

/** Bytes that are no packets, or not those of the library. */
async function sealBytes(content: Uint8Array, recipient: KeyPair): Promise<Buffer> {
  const packets = Object.assign(new PacketList<AnyPacket>(), { write: () => new Uint8Array(content) });
  const message = await new Message(packets).encrypt([recipient.publicKey]);
  return Buffer.from(message.write() as Uint8Array);
}

/** A header of the current format with a length of five octets (RFC 9580 §4.2). */
function packetHeader(tag: number, length: number): Buffer {
  const header = Buffer.from([0xc0 | tag, 255, 0, 0, 0, 0]);
  header.writeUInt32BE(length, 2);
  return header;
}
