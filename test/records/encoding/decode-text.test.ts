import assert from 'node:assert/strict';
import fc from 'fast-check';
import { IntegratorError } from '../../../src/model/errors.js';
import { ENCODINGS } from '../../../src/model/encoding.js';
import type { Encoding } from '../../../src/model/encoding.js';
import { decodeText } from '../../../src/records/encoding/decode-text.js';
import { inChunks } from '../support/read-csv.js';

async function decode(bytes: Buffer, encoding: Encoding, chunks: number[] = []): Promise<string> {
  let text = '';
  for await (const piece of decodeText(inChunks(bytes, chunks), encoding)) {
    text += piece.toString();
  }
  return text;
}

function refuses(bytes: Buffer | string, encoding: Encoding, message: RegExp, place: object): Promise<void> {
  const file = typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes;
  return assert.rejects(decode(file, encoding), (error: IntegratorError) => {
    assert.equal(error.code, 'file-encoding');
    assert.match(error.message, message);
    assert.deepEqual(error.details, { ...place, encoding });
    return true;
  });
}

describe('decodeText', () => {
  it('gives a text in utf-8 as it is', async () => {
    const file = Buffer.from('\ufeffé😀\n');
    const pieces: Buffer[] = [];
    for await (const piece of decodeText(inChunks(file, [3]), 'utf-8')) {
      pieces.push(piece);
    }
    assert.deepEqual(Buffer.concat(pieces), file);
    assert.equal(pieces.length, 4);
  });

  it('reads windows-1252, where Node takes it for ISO 8859-1', async () => {
    assert.equal(await decode(Buffer.from([0x80, 0x92, 0xff]), 'windows-1252'), '€’ÿ');
  });

  it('reads utf-16 in the order its byte order mark says, and keeps the mark', async () => {
    const file = Buffer.from('\ufeffid\t😀', 'utf16le');
    assert.equal(await decode(file, 'utf-16'), '\ufeffid\t😀');
    assert.equal(await decode(Buffer.from(file).swap16(), 'utf-16'), '\ufeffid\t😀');
  });

  it('gives the text before a fault before it tells of the fault', async () => {
    let text = '';
    await assert.rejects(async () => {
      for await (const piece of decodeText(inChunks(Buffer.from('a\nb\x81c', 'latin1'), []), 'windows-1252')) {
        text += piece.toString();
      }
    });
    assert.equal(text, 'a\nb');
  });

  it('lets go of its source when it is left early', async () => {
    let closed = false;
    async function* source() {
      try {
        for (;;) {
          yield await Promise.resolve(Buffer.from('text'));
        }
      } finally {
        closed = true;
      }
    }
    for await (const piece of decodeText(source(), 'iso-8859-1')) {
      assert.equal(piece.toString(), 'text');
      break;
    }
    assert.equal(closed, true);
  });

  it('refuses a byte that is no character, with its place', () =>
    refuses('id\r\nB\x81b', 'windows-1252', /0x81\) at byte 5, line 2; save the file as windows-1252/, {
      byteOffset: 5,
      line: 2,
    }));

  it('refuses C1 control codes, which ISO 8859 has and no text, and says what has characters there', () =>
    refuses('5 \x80', 'iso-8859-1', /0x80\).*valid windows-1252.*set encoding to windows-1252/, {
      byteOffset: 2,
      line: 1,
    }));

  it('refuses a file that is cut off inside a character', () =>
    refuses('a\n\x95', 'shift_jis', /the end of the file inside a character \(0x95\)/, { byteOffset: 2, line: 2 }));

  it('refuses an odd number of bytes in utf-16', () =>
    refuses('a\0\n\0b', 'utf-16le', /the end of the file inside a character/, { byteOffset: 4, line: 2 }));

  it('refuses half a surrogate pair', () =>
    refuses('a\0\n\0\x3d\xd8b\0', 'utf-16le', /0x3d 0xd8 0x62 0x00/, { byteOffset: 4, line: 2 }));

  it('refuses utf-16 without a byte order mark, and says what to declare', () =>
    refuses('a\0b\0', 'utf-16', /set encoding to utf-16le or utf-16be/, { byteOffset: 0, line: 1 }));

  it('refuses the byte order mark of another encoding', async () => {
    const place = { byteOffset: 0, line: 1 };
    await refuses(Buffer.from('\ufeffid'), 'windows-1252', /byte order mark of utf-8: set encoding to utf-8/, place);
    await refuses(Buffer.from('\ufeffid', 'utf16le'), 'gbk', /set encoding to utf-16le/, place);
    await refuses(Buffer.from('\ufeffid', 'utf16le'), 'utf-16be', /set encoding to utf-16le/, place);
    await refuses(Buffer.from('\ufeffid'), 'utf-16', /set encoding to utf-8/, place);
  });

  it('says that what was declared as another encoding would be valid utf-8', () =>
    refuses(Buffer.from('Á Müller'), 'windows-1252', /valid utf-8.*set encoding to utf-8/, { byteOffset: 1, line: 1 }));

  it('refuses NUL, with its place in the file as it is', () =>
    assert.rejects(decode(Buffer.from('\ufeffid\n\0', 'utf16le'), 'utf-16'), {
      code: 'file-nul-byte',
      details: { byteOffset: 8, line: 2 },
    }));

  it('gives the text of utf-16, or refuses the first character that is none', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('a', 'é', '😀', '\n', '\r\n', '\ud83d', '\ude00', '\ufeff'), { maxLength: 12 }),
        fc.constantFrom<Encoding>('utf-16le', 'utf-16be'),
        async (parts, encoding) => {
          const text = `x${parts.join('')}`;
          const bytes = Buffer.from(text, 'utf16le');
          const found = decode(encoding === 'utf-16be' ? bytes.swap16() : bytes, encoding);
          const lone = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.exec(text);
          if (lone === null) {
            assert.equal(await found, text);
          } else {
            await assert.rejects(found, (error: IntegratorError) => error.details.byteOffset === 2 * lone.index);
          }
        },
      ),
      { numRuns: 2000 },
    ));

  it('says the same of any bytes, however they come in pieces', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(fc.integer({ min: 1, max: 255 }), fc.constantFrom(0, 10, 13, 0x30, 0x81, 0xfe, 0xff)), {
          maxLength: 24,
        }),
        fc.constantFrom(...ENCODINGS.filter((name) => name !== 'utf-8')),
        fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 3 }),
        async (bytes, encoding, chunks) => {
          const outcome = (sizes: number[]) =>
            decode(Buffer.from(bytes), encoding, sizes).catch((error: unknown) => {
              assert.ok(error instanceof IntegratorError);
              return { code: error.code, details: error.details };
            });
          assert.deepEqual(await outcome(chunks), await outcome([]));
        },
      ),
      { numRuns: 5000 },
    ));
});
