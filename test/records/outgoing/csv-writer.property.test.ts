import assert from 'node:assert/strict';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';

import { csvDialect, type CsvDialect } from '../../../src/model/csv-dialect.js';
import { IntegratorError } from '../../../src/model/errors.js';
import { createCsvWriter } from '../../../src/records/outgoing/csv-writer.js';
import { readCsv } from '../support/read-csv.js';
import { copyRow } from './support/copy-row.js';

const PIECES = [
  'a',
  'N',
  '\\N',
  '\\',
  '\\\\',
  'é',
  '😀',
  '一',
  ',',
  ';',
  '¦',
  '|',
  '"',
  "'",
  '$',
  '#',
  '\t',
  '\n',
  '\r\n',
];
const SPACES = [' ', '\v', '\f', '\b', '\u00a0', '\u2003', '\u3000', '\ufeff', '\u0085', 'NULL', 'sep='];
const plain = fc.stringMatching(/^[a-z0-9]{1,8}$/);
const hostile = fc.string({ unit: fc.constantFrom(...PIECES, ...SPACES), maxLength: 5 });
const value = fc.oneof({ weight: 4, arbitrary: plain }, { weight: 3, arbitrary: hostile }, fc.constantFrom(null, ''));

const tables = fc.integer({ min: 1, max: 4 }).chain((width) =>
  fc.record({
    columns: fc.uniqueArray(fc.oneof(plain, hostile), { minLength: width, maxLength: width }),
    rows: fc.array(fc.array(value, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 12 }),
  }),
);

const dialects = fc
  .record(
    {
      delimiter: fc.constantFrom(',', ';', '\t', '|', '¦', ' ', '\\', 'N', '$'),
      quoteChar: fc.constantFrom('"', "'", '$', '¦'),
      doubleQuote: fc.boolean(),
      escapeChar: fc.constantFrom('\\', '$', '"'),
      nullSequence: fc.constantFrom('NULL', '\\N', '', ' ', 'a,b', 'a\tb', '#', '"'),
      skipInitialSpace: fc.boolean(),
      commentChar: fc.constantFrom('#', 'a'),
      header: fc.boolean(),
    },
    { requiredKeys: [] },
  )
  .map((dialect) => csvDialect.safeParse(dialect).data)
  .filter((dialect) => dialect !== undefined);

/** A file, or undefined where the dialect cannot carry it: one value that cannot be written is refused, and said. */
function fileOf(columns: string[], rows: (string | null)[][], dialect: CsvDialect, cut: number): Buffer | undefined {
  try {
    const writer = createCsvWriter({ columns, dialect, encoding: 'utf-8' });
    const copied = rows.map(copyRow);
    return Buffer.concat([writer.header(), writer.write(copied.slice(0, cut)), writer.write(copied.slice(cut))]);
  } catch (error) {
    assert.ok(error instanceof IntegratorError, String(error));
    assert.equal(error.code, 'invalid-definition');
    assert.ok(isRefusable(columns, rows, dialect), error.message);
    return undefined;
  }
}

/** Whether there is a reason to refuse: what reads as null, a quote that cannot be written, or Excel's line. */
function isRefusable(columns: string[], rows: (string | null)[][], dialect: CsvDialect): boolean {
  const { nullSequence = '', quoteChar, escapeChar, doubleQuote } = dialect;
  const texts = rows.flat().filter((text) => text !== null);
  const noEscape = escapeChar === undefined && !doubleQuote;
  return (
    (nullSequence !== '' && texts.includes(nullSequence)) ||
    (noEscape && [...texts, ...columns, nullSequence].some((text) => text.includes(quoteChar))) ||
    [...texts, ...columns].some((text) => /^sep=/i.test(text))
  );
}

describe('createCsvWriter, whatever the records', () => {
  it('writes what openCsv reads back, in the same dialect', async () => {
    await fc.assert(
      fc.asyncProperty(tables, dialects, fc.nat(12), async ({ columns, rows }, dialect, cut) => {
        const file = fileOf(columns, rows, dialect, cut);
        fc.pre(file !== undefined);
        const { header, records, rejects } = await readCsv(file, { dialect });
        assert.deepEqual(rejects, []);
        assert.deepEqual(header, dialect.header ? columns : undefined);
        const none = dialect.nullSequence ?? '';
        assert.deepEqual(
          records.map(({ fields }) => fields),
          rows.map((row) => row.map((text) => text ?? (columns.length === 1 && none === '' ? '' : none))),
        );
      }),
      { numRuns: 3000 },
    );
  });

  it('writes what csv-parse reads back, which tells null from an empty text by the quotes', () => {
    fc.assert(
      fc.property(tables, fc.constantFrom(',', ';', '\t', '¦'), fc.nat(12), ({ columns, rows }, delimiter, cut) => {
        const file = fileOf(columns, rows, csvDialect.parse({ delimiter, header: false }), cut);
        fc.pre(file !== undefined);
        const read = parse(file, {
          delimiter,
          record_delimiter: '\r\n',
          cast: (text, { quoting }) => (text === '' && !quoting ? null : text),
        }) as unknown;
        assert.deepEqual(
          read,
          rows.map((row) => row.map((text) => (columns.length === 1 ? (text ?? '') : text))),
        );
      }),
      { numRuns: 2000 },
    );
  });

  it('gives the same bytes however the rows are cut into calls', () => {
    fc.assert(
      fc.property(tables, dialects, fc.nat(12), ({ columns, rows }, dialect, cut) => {
        assert.deepEqual(fileOf(columns, rows, dialect, cut), fileOf(columns, rows, dialect, rows.length));
      }),
      { numRuns: 1000 },
    );
  });
});
