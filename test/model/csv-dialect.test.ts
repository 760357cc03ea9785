import assert from 'node:assert/strict';
import { csvDialect } from '../../src/model/csv-dialect.js';

describe('csvDialect', () => {
  it('reads RFC 4180 with a header when nothing is said', () => {
    assert.deepEqual(csvDialect.parse({}), {
      delimiter: ',',
      quoteChar: '"',
      doubleQuote: true,
      skipInitialSpace: false,
      header: true,
      headerJoin: ' ',
      commentRows: [],
    });
  });

  it('takes the header rows of a Table Dialect, in rising order and from 1', () => {
    assert.deepEqual(csvDialect.parse({ headerRows: [2, 4], headerJoin: '_' }).headerRows, [2, 4]);
    for (const headerRows of [[], [0], [1.5], [2, 2], [3, 1]]) {
      assert.equal(csvDialect.safeParse({ headerRows }).success, false, JSON.stringify(headerRows));
    }
  });

  it('refuses header rows where there is no header', () => {
    const { error } = csvDialect.safeParse({ header: false, headerRows: [1] });
    assert.deepEqual(
      error?.issues.map(({ path, message }) => [path, message]),
      [[['headerRows'], 'expected no headerRows where header is false']],
    );
  });

  it('refuses rows of comments that are none', () => {
    assert.equal(csvDialect.safeParse({ commentRows: [0] }).success, false);
  });
});
