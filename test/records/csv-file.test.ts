import assert from 'node:assert/strict';
import { csvDialect } from '../../src/model/csv-dialect.js';
import { openCsv } from '../../src/records/csv-file.js';
import { inChunks, readCsv } from './support/read-csv.js';
import type { ReadOptions } from './support/read-csv.js';

function refusal(file: string | Buffer, options: ReadOptions, code: string, message: RegExp, details: object) {
  return assert.rejects(readCsv(file, options), (error: Error & { code?: string; details?: object }) => {
    assert.equal(error.code, code);
    assert.match(error.message, message);
    assert.deepEqual({ ...error.details, ...details }, error.details);
    return true;
  });
}

describe('openCsv refuses a whole file', () => {
  it('that has 0 bytes', () => refusal('', {}, 'file-empty', /0 bytes/, {}));

  it('that has a byte order mark only', () => refusal('\ufeff', {}, 'file-empty', /blank lines/, {}));

  it('that has blank lines only', () => refusal('\ufeff \r\n\n\t\n', {}, 'file-empty', /blank lines/, {}));

  it('that has blank lines only, however many', () =>
    refusal('\n'.repeat(500_000), {}, 'file-empty', /blank lines/, {}));

  it('that has a header only', () => refusal('id,name\n\n', {}, 'file-without-records', /after the header/, {}));

  it('that has a header without line end only', () => refusal('id,name', {}, 'file-without-records', /header/, {}));

  it('that has a byte which is no UTF-8, and says where', () =>
    refusal(
      Buffer.concat([Buffer.from('id,name\n1,Ann\n2,Andr'), Buffer.from([0xe9]), Buffer.from('\n')]),
      {},
      'file-encoding',
      /byte 20, line 3/,
      { byteOffset: 20, line: 3 },
    ));

  it('that ends in the middle of a character', () =>
    refusal(Buffer.from('id\n1é').subarray(0, -1), {}, 'file-encoding', /byte 4, line 2/, { byteOffset: 4, line: 2 }));

  it('that is UTF-16, and says so', () =>
    refusal(
      Buffer.from('\ufeffid,name\n', 'utf16le'),
      {},
      'file-encoding',
      /byte 0, line 1; .*set encoding to utf-16le/,
      {},
    ));

  it('that is UTF-16 without a byte order mark, and says so', () =>
    refusal(Buffer.from('id,name\n', 'utf16le'), {}, 'file-nul-byte', /byte 1, .*set encoding to utf-16le/, {}));

  it('that would be windows-1252, and says so', () =>
    refusal(
      Buffer.from('id,name\n1,M\xfcller\n', 'latin1'),
      {},
      'file-encoding',
      /0xfc\) at byte 11, line 2; .*windows-1252/,
      {},
    ));

  it('whose bytes do not fit the declared encoding', () =>
    refusal(Buffer.from('id\n1\n\x81\n', 'latin1'), { encoding: 'windows-1252' }, 'file-encoding', /line 3/, {
      byteOffset: 5,
      line: 3,
      encoding: 'windows-1252',
    }));

  it('that contains NUL, and says where', () =>
    refusal('id\r\n1\r\n\0', {}, 'file-nul-byte', /byte 7, line 3/, { byteOffset: 7, line: 3 }));

  it('whose bad byte comes after a block was read, after the good records', async () => {
    const file = Buffer.concat([Buffer.from(`id\n${'1\n'.repeat(100)}`), Buffer.from([0xff])]);
    const { blocks } = await openCsv(inChunks(file, [16]), { dialect: csvDialect.parse({}), blockBytes: 16 });
    let records = 0;
    await assert.rejects(async () => {
      for await (const block of blocks) {
        records += block.records.length;
      }
    }, /byte 203, line 102/);
    assert.equal(records > 50, true);
  });

  it('whose header has a broken quote', () =>
    refusal('id,na"me\n1,Ann\n', {}, 'header-invalid', /line 1.*a quote/, { line: 1, code: 'quote-misplaced' }));

  it('whose header is longer than a record may be', () =>
    refusal('id,name\n', { maxRecordBytes: 4 }, 'header-invalid', /at most 4 bytes/, { code: 'record-too-long' }));
});

describe('openCsv', () => {
  it('loses one of 50 records to a broken quote in record 5, and knows its line and text', async () => {
    const lines = Array.from({ length: 50 }, (_, index) => `${index + 1},"name ${index + 1}",x`);
    for (const broken of ['5,"name 5,x', '5,name" 5,x', '5,"name" 5,x']) {
      lines[4] = broken;
      const { records, rejects } = await readCsv(['id,name,note', ...lines, ''].join('\n'));
      assert.equal(records.length, 49);
      assert.deepEqual(
        records.map(({ number }) => number),
        Array.from({ length: 50 }, (_, index) => index + 1).filter((number) => number !== 5),
      );
      assert.equal(rejects.length, 1);
      assert.deepEqual(
        { ...rejects[0], reasons: [] },
        { record: 5, line: 6, byteOffset: 65, raw: broken, reasons: [] },
      );
      assert.match(rejects[0]?.reasons[0]?.code ?? '', /^quote-/);
    }
  });

  it('says what was expected and what was found', async () => {
    const messages = async (line: string, options: ReadOptions = {}) =>
      (await readCsv(`a,b\n${line}\n1,2\n`, options)).rejects[0]?.reasons;
    assert.deepEqual(await messages('1'), [{ code: 'field-count', message: 'expected 2 fields, found 1' }]);
    assert.deepEqual(await messages('1,x"'), [
      {
        code: 'quote-misplaced',
        message: 'field 2: expected a quote only as the first character of a field, found one inside',
      },
    ]);
    assert.deepEqual(await messages('1,"x'), [
      { code: 'quote-not-closed', message: 'field 2: a quote opens and is not closed before the file ends' },
    ]);
    assert.deepEqual(await messages('1,"x', { maxRecordBytes: 5 }), [
      { code: 'quote-not-closed', message: 'field 2: a quote opens and is not closed within 5 bytes' },
    ]);
    assert.deepEqual(await messages('1,xxxx', { maxRecordBytes: 5 }), [
      { code: 'record-too-long', message: 'expected a record of at most 5 bytes, found a longer one' },
    ]);
    assert.deepEqual(await messages('1,äöü', { maxFieldBytes: 5 }), [
      { field: 'b', code: 'field-too-long', message: 'field 2: expected at most 5 bytes, found 6' },
    ]);
    assert.deepEqual(await messages('1,äöü', { maxFieldBytes: 5, dialect: { header: false } }), [
      { code: 'field-too-long', message: 'field 2: expected at most 5 bytes, found 6' },
    ]);
  });

  it('gives the raw text of a record with its quotes', async () => {
    const { records } = await readCsv('a,b\n1,"x\r\ny"\r\n"2",z');
    assert.deepEqual(
      records.map(({ raw }) => raw),
      ['1,"x\r\ny"', '"2",z'],
    );
  });

  it('takes the count of fields from the first record when there is neither header nor count', async () => {
    const { header, records, rejects } = await readCsv('1,2\n3\n', { dialect: { header: false } });
    assert.equal(header, undefined);
    assert.equal(records.length, 1);
    assert.equal(rejects[0]?.reasons[0]?.code, 'field-count');
  });

  it('takes fields of up to 128 KiB, or more where records may be longer', async () => {
    const longest = 'x'.repeat(2 ** 17);
    const { records, rejects } = await readCsv(`a\n${longest}\n"${longest}"\n${longest}y\n"${longest}y"\nz\n`);
    assert.deepEqual(
      records.map(({ number, fields }) => [number, fields[0]?.length]),
      [
        [1, 2 ** 17],
        [2, 2 ** 17],
        [5, 1],
      ],
    );
    assert.deepEqual(
      rejects.map(({ reasons }) => reasons[0]?.code),
      ['field-too-long', 'field-too-long'],
    );
    const larger = await readCsv(`a\n${longest}y\n`, { maxRecordBytes: 2 ** 21 });
    assert.equal(larger.records.length, 1);
  });

  it('counts offsets and lengths in the text in UTF-8, whatever the file is encoded in', async () => {
    const file = Buffer.from('n\xefv\n\xe4\xf6\n"\xfc\n', 'latin1');
    const { records, rejects } = await readCsv(file, { encoding: 'windows-1252', maxFieldBytes: 4, blockBytes: 1 });
    assert.deepEqual(
      records.map(({ byteOffset, raw }) => [byteOffset, raw]),
      [[5, 'äö']],
    );
    assert.deepEqual(
      rejects.map(({ byteOffset, raw }) => [byteOffset, raw]),
      [[10, '"ü']],
    );
  });

  it('reads quoted texts longer than a block', async () => {
    const text = 'line\n'.repeat(1000);
    const { records, rejects } = await readCsv(`a,b\n1,"${text}"\n2,x\n`, { blockBytes: 100, chunks: [64] });
    assert.deepEqual(rejects, []);
    assert.deepEqual(
      records.map(({ line, fields }) => [line, fields[1]]),
      [
        [2, text],
        [1003, 'x'],
      ],
    );
  });

  it('cuts the raw text of a line that is too long, and reads the next line', async () => {
    const { records, rejects } = await readCsv(`a\n${'é'.repeat(100_000)}\nx\n`, { maxRecordBytes: 9, blockBytes: 64 });
    assert.deepEqual(
      rejects.map(({ line, raw }) => [line, raw]),
      [[2, 'éééé']],
    );
    assert.deepEqual(
      records.map(({ number, line, byteOffset, raw }) => ({ number, line, byteOffset, raw })),
      [{ number: 2, line: 3, byteOffset: 200_003, raw: 'x' }],
    );
  });

  it('reads a record over many lines that is as long as allowed, and knows the line of the next', async () => {
    const { records, rejects } = await readCsv('a,b\n1,"a\nb\nc\nd\ne\nf\ng\nh\nijk"\n2,x\n3,y\n', {
      maxRecordBytes: 23,
    });
    assert.deepEqual(rejects, []);
    assert.deepEqual(
      records.map(({ line, fields }) => [line, fields[0]]),
      [
        [2, '1'],
        [11, '2'],
        [12, '3'],
      ],
    );
  });

  it('takes a comment or blank line longer than a record may be for a record, however the file comes', async () => {
    for (const pieces of [{}, { blockBytes: 4, chunks: [3] }]) {
      const options = { ...pieces, dialect: { commentChar: '#' }, maxRecordBytes: 5 };
      const { records, rejects } = await readCsv(`a\n#bcde\n#bcdef\n     \n      \nx\n`, options);
      assert.deepEqual(
        rejects.map(({ line, raw, reasons }) => [line, raw, reasons[0]?.code]),
        [
          [3, '#bcde', 'record-too-long'],
          [5, '     ', 'record-too-long'],
        ],
      );
      assert.deepEqual(
        records.map(({ number, line }) => [number, line]),
        [[3, 6]],
      );
    }
  });

  it('counts the bytes it has read', async () => {
    const file = Buffer.from(`\ufeffa\n${'x\n'.repeat(1000)}`);
    const { blocks } = await openCsv(inChunks(file, [100]), { dialect: csvDialect.parse({}), blockBytes: 100 });
    let before = 0;
    for await (const { bytesRead } of blocks) {
      assert.ok(bytesRead > before && bytesRead <= before + 200);
      before = bytesRead;
    }
    assert.equal(before, file.length);
  });

  it('closes its source when the caller leaves early, and when a file is refused', async () => {
    let closed = 0;
    async function* source(text: string) {
      try {
        for (;;) {
          yield await Promise.resolve(Buffer.from(text));
        }
      } finally {
        closed += 1;
      }
    }
    const { blocks } = await openCsv(source('a\nb\n'), { dialect: csvDialect.parse({}) });
    for await (const block of blocks) {
      assert.ok(block.records.length > 0);
      break;
    }
    assert.equal(closed, 1);
    await assert.rejects(openCsv(source('\0'), { dialect: csvDialect.parse({}) }));
    assert.equal(closed, 2);
  });
});
