import assert from 'node:assert/strict';
import type { IntegratorError } from '../../src/model/errors.js';
import { readCsv } from './support/read-csv.js';
import type { ReadOptions } from './support/read-csv.js';

async function headerOf(text: string, options: ReadOptions): Promise<string[] | undefined> {
  return (await readCsv(text, options)).header;
}

function refuses(text: string, options: ReadOptions, message: RegExp, details: object): Promise<void> {
  return assert.rejects(readCsv(text, options), (error: IntegratorError) => {
    assert.equal(error.code, 'header-invalid');
    assert.match(error.message, message);
    assert.deepEqual({ ...error.details, ...details }, error.details);
    return true;
  });
}

describe('the start of a CSV file', () => {
  it('may have titles longer than a block before the header, with line ends of each kind', async () => {
    for (const lineEnd of ['\n', '\r\n', '\r']) {
      for (const blockBytes of [1, 7, 64, 1000]) {
        const title = `"é😀${'title '.repeat(50)}`;
        const text = [title, '', title, 'id,name', '1,Ann'].join(lineEnd);
        const { header, records } = await readCsv(text, { dialect: { headerRows: [4] }, blockBytes });
        assert.deepEqual(header, ['id', 'name']);
        assert.deepEqual(
          records.map(({ line, number, raw }) => ({ line, number, raw })),
          [{ line: 5, number: 1, raw: '1,Ann' }],
        );
      }
    }
  });

  it('joins the names of several header rows, without the empty ones', async () => {
    const text = 'pay,,\nrate,currency,\n1,2,3\n';
    assert.deepEqual(await headerOf(text, { dialect: { headerRows: [1, 2] } }), ['pay rate', 'currency', '']);
    assert.deepEqual(await headerOf(text, { dialect: { headerRows: [1, 2], headerJoin: '.' } }), [
      'pay.rate',
      'currency',
      '',
    ]);
  });

  it('says which delimiter a sep= line names and which is declared', () =>
    refuses('\ufeffsep=;\r\nid;name\r\n', {}, /names the delimiter ";", the dialect says ","/, {
      line: 1,
      delimiter: ',',
      named: ';',
    }));

  it('takes a sep= line of any delimiter that may be declared, however the file comes', async () => {
    for (const delimiter of [';', '\t', '|', '¦', ' ']) {
      const text = `\ufeffsep=${delimiter}\r\nid${delimiter}name\r\n1${delimiter}Ann\r\n`;
      const { header, records } = await readCsv(text, { dialect: { delimiter }, blockBytes: 1, chunks: [1] });
      assert.deepEqual(header, ['id', 'name']);
      assert.deepEqual(records[0]?.line, 3);
    }
  });

  it('is refused where the file ends before the header row', () =>
    refuses('a\nb\n', { dialect: { headerRows: [7] } }, /header on line 7 \(headerRows\), the file ends before it/, {
      headerRow: 7,
    }));

  it('is refused with more columns than a PostgreSQL table can have', async () => {
    const header = (width: number) => Array.from({ length: width }, (_, index) => `c${index}`).join(',');
    const row = (width: number) => ','.repeat(width - 1);
    await refuses(`${header(1601)}\n${row(1601)}\n`, {}, /1601 columns, expected at most 1600/, {
      columns: 1601,
      maxColumns: 1600,
    });
    assert.equal((await headerOf(`${header(1600)}\n${row(1600)}\n`, {}))?.length, 1600);
    await refuses('a,b\nc,d,e\n1,2,3\n', { maxColumns: 2, dialect: { headerRows: [1, 2] } }, /3 columns/, {});
  });

  it('names the line of the header that cannot be read', () =>
    refuses('title\n\nid,na"me\n', { dialect: { headerRows: [2] } }, /line 3/, { line: 3, code: 'quote-misplaced' }));
});
