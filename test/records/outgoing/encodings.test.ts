import assert from 'node:assert/strict';

import { csvDialect } from '../../../src/model/csv-dialect.js';
import { ENCODINGS, type Encoding } from '../../../src/model/encoding.js';
import { canWrite } from '../../../src/records/outgoing/can-write.js';
import { createCsvWriter } from '../../../src/records/outgoing/csv-writer.js';
import { createCharacterReader, type ForeignEncoding } from '../../../src/records/encoding/create-character-reader.js';
import { readCsv } from '../support/read-csv.js';
import { copyRow } from './support/copy-row.js';

const columns = ['id', 'name'];
const writerOf = (encoding: Encoding) => createCsvWriter({ columns, dialect: csvDialect.parse({}), encoding });

/** Every character of an encoding of single bytes. */
function charactersOf(encoding: Encoding): string[] {
  const reader = createCharacterReader(encoding as ForeignEncoding);
  const codes = Array.from({ length: 128 }, (_, index) => reader.read(Buffer.of(index + 0x80), 0));
  return codes.filter((code) => code > 0).map((code) => String.fromCodePoint(code));
}

describe('createCsvWriter, in every encoding', () => {
  for (const encoding of ENCODINGS.filter((name) => canWrite(name))) {
    it(`writes ${encoding} as it is read`, async () => {
      const all = encoding.startsWith('utf-') ? ['é', '→', '😀', '\ufeff', '\uffff'] : charactersOf(encoding);
      const writer = writerOf(encoding);
      const records = [['1', 'plain'], ...all.map((character, index) => [String(index + 2), `x${character}`])];
      const file = Buffer.concat([writer.header(), writer.write(records.map(copyRow))]);
      const read = await readCsv(file, { encoding });
      assert.deepEqual(
        read.records.map(({ fields }) => fields),
        records,
      );
      assert.deepEqual(read.header, columns);
    });
  }

  it('begins utf-16 with its byte order mark, and no other', () => {
    assert.equal(writerOf('utf-16').header().subarray(0, 4).toString('hex'), 'fffe6900');
    assert.equal(writerOf('utf-16be').header().subarray(0, 2).toString('hex'), '0069');
    assert.equal(writerOf('utf-8').header().subarray(0, 2).toString(), 'id');
  });

  it('refuses a character that the encoding has not, with its record and column', () => {
    const rows = [
      ['1', 'é'],
      ['2', 'a→'],
      ['3', '→'],
    ].map(copyRow);
    assert.throws(() => writerOf('windows-1252').write(rows), {
      code: 'file-encoding',
      message: /^Record 2, column name: windows-1252 has no character for U\+2192 \(→\)/,
      details: { row: 2, column: 'name' },
    });
    assert.throws(() => writerOf('iso-8859-1').write([copyRow(['1', '😀'])]), /U\+1F600/);
    assert.throws(() => writerOf('iso-8859-1').write([copyRow(['1', '\u0085'])]), /U\+0085/);
  });

  it('refuses bytes of the database that are no text, in whatever encoding', () => {
    for (const encoding of ['utf-8', 'utf-16le', 'windows-1252'] as const) {
      assert.throws(() => writerOf(encoding).write(['1\ta', '2\t\xe9']), {
        code: 'file-encoding',
        details: { row: 2, column: 'name' },
      });
    }
  });

  it('says which encodings are only read', () =>
    assert.deepEqual(
      ENCODINGS.filter((name) => !canWrite(name)),
      ['shift_jis', 'euc-jp', 'gbk', 'gb18030', 'big5', 'euc-kr'],
    ));
});
