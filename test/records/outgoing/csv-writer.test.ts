import assert from 'node:assert/strict';

import { csvDialect, type CsvDialect } from '../../../src/model/csv-dialect.js';
import type { Encoding } from '../../../src/model/encoding.js';
import { createCsvWriter } from '../../../src/records/outgoing/csv-writer.js';
import { copyRow } from './support/copy-row.js';

type Row = (string | null)[];
type Options = Partial<CsvDialect> & { encoding?: Encoding; columns?: string[] };

function writerOf({ encoding = 'utf-8', columns = ['id', 'name', 'note'], ...dialect }: Options) {
  return createCsvWriter({ columns, dialect: csvDialect.parse(dialect), encoding });
}

/** The records of a file, without its header. */
const write = (rows: Row[], options: Options = {}) => writerOf(options).write(rows.map(copyRow)).toString();

describe('createCsvWriter', () => {
  it('writes names, then records, each ended by CRLF', () => {
    const writer = writerOf({});
    assert.equal(writer.header().toString(), 'id,name,note\r\n');
    const rows = [
      ['1', 'Müller', 'x'],
      ['2', 'Meyer', '😀'],
    ];
    assert.equal(writer.write(rows.map(copyRow)).toString(), '1,Müller,x\r\n2,Meyer,😀\r\n');
    assert.equal(writer.write([]).length, 0);
  });

  it('writes no names where the dialect has no header', () =>
    assert.equal(writerOf({ header: false }).header().length, 0));

  it('tells null from an empty text: nothing, and a pair of quotes', () =>
    assert.equal(
      write([
        ['1', null, ''],
        [null, '', null],
        [null, null, null],
      ]),
      '1,,""\r\n,"",\r\n,,\r\n',
    ));

  it('writes null as the nullSequence, and then an empty text as nothing', () =>
    assert.equal(write([['1', null, '']], { nullSequence: 'NULL' }), '1,NULL,\r\n'));

  it('writes a nullSequence in quotes that could not stand without', () => {
    assert.equal(write([['1', null, 'x']], { nullSequence: 'a,b' }), '1,"a,b",x\r\n');
    assert.equal(write([['1', null, 'x']], { nullSequence: 'a\tb' }), '1,"a\tb",x\r\n');
  });

  it('puts into quotes what holds a delimiter, a quote, a line end, a tab or a comment character', () =>
    assert.equal(
      write(
        [
          ['a,b', 'c"d', 'e\r\nf'],
          ['g\th', '#i', 'j#'],
          ['k\\', 'l\\N', 'm'],
        ],
        { commentChar: '#' },
      ),
      '"a,b","c""d","e\r\nf"\r\n"g\th","#i","j#"\r\nk\\,l\\N,m\r\n',
    ));

  it('puts into quotes what begins with white space of any kind, or a byte order mark', () => {
    for (const space of [' ', '\u00a0', '\u2003', '\u2028', '\u3000', '\ufeff', '\v']) {
      assert.equal(write([[`${space}a`, 'b', 'c']]), `"${space}a",b,c\r\n`);
    }
    assert.equal(write([['a ', 'ñ', '一']]), 'a ,ñ,一\r\n');
  });

  it('puts the only field of a record into quotes where its line would be blank', () =>
    assert.equal(write([[''], [null], [' '], ['a']], { columns: ['id'] }), '""\r\n""\r\n" "\r\na\r\n'));

  it('uses the delimiter, quote and escape of the dialect', () => {
    const rows = [["it's; \\", null, 'a"b']];
    assert.equal(write(rows, { delimiter: ';', quoteChar: "'" }), "'it''s; \\';;a\"b\r\n");
    assert.equal(write(rows, { delimiter: '\t', escapeChar: '\\' }), '"it\'s; \\\\"\t\t"a\\"b"\r\n');
    assert.equal(write([['$&', 'a¦', 'b']], { delimiter: '¦', quoteChar: '$' }), '$$$&$¦$a¦$¦b\r\n');
  });

  it('keeps delimiters and nulls apart that are made of the same characters', () =>
    assert.equal(
      write(
        [
          ['a', null, 'N'],
          [null, 'N', '\\N'],
        ],
        { delimiter: '\\' },
      ),
      'a\\\\N\r\n\\N\\"\\N"\r\n',
    ));

  it('refuses a value that reads as no value, with its record and column', () =>
    assert.throws(
      () =>
        write(
          [
            ['1', 'a', 'b'],
            ['2', 'NULL', 'c'],
          ],
          { nullSequence: 'NULL' },
        ),
      {
        code: 'invalid-definition',
        message: /^Record 2, column name: .*nullSequence/,
        details: { row: 2, column: 'name' },
      },
    ));

  it('refuses a quote where the dialect has no way to write one', () =>
    assert.throws(() => write([['1', 'a', 'b"']], { doubleQuote: false }), {
      code: 'invalid-definition',
      message: /^Record 1, column note: .*doubleQuote/,
      details: { row: 1, column: 'note' },
    }));

  it('refuses a first line that readers take for the one which tells Excel the delimiter', () => {
    const sep = { columns: ['id'], header: false };
    for (const text of ['sep=;', 'SEP=|', 'sep=é']) {
      assert.throws(() => write([[text]], sep), { code: 'invalid-definition', details: { row: 1, column: 'id' } });
    }
    assert.equal(write([['a'], ['sep=;']], sep), 'a\r\nsep=;\r\n');
    assert.throws(() => writerOf({ columns: ['sep=;'] }), { code: 'invalid-definition' });
  });

  it('refuses dialects that ask for other lines, or signs that cannot be written', () => {
    const wrong: [Options, string][] = [
      [{ commentRows: [1] }, 'dialect.commentRows'],
      [{ headerRows: [2] }, 'dialect.headerRows'],
      [{ delimiter: '→', encoding: 'windows-1252' }, 'dialect.delimiter'],
      [{ nullSequence: '"', doubleQuote: false }, 'dialect.nullSequence'],
      [{ columns: ['a"'], doubleQuote: false }, 'fields'],
      [{ columns: ['→'], encoding: 'windows-1252' }, 'fields'],
      [{ encoding: 'shift_jis' }, 'encoding'],
    ];
    for (const [options, path] of wrong) {
      assert.throws(
        () => writerOf(options),
        (error: { code: string; details: { path: string } }) =>
          error.code === 'invalid-definition' && error.details.path === path,
        path,
      );
    }
    assert.equal(
      writerOf({ headerRows: [1] })
        .header()
        .toString(),
      'id,name,note\r\n',
    );
  });
});
