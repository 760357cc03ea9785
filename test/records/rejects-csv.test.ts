import assert from 'node:assert/strict';

import fc from 'fast-check';

import { csvDialect } from '../../src/model/csv-dialect.js';
import { IntegratorError } from '../../src/model/errors.js';
import { openCsv } from '../../src/records/csv-file.js';
import { readCorrectionsCsv } from '../../src/records/rejects-csv-corrections.js';
import { writeRejectLines, writeRejectsHeader, type RejectWithFields } from '../../src/records/rejects-csv.js';
import { writeCsv } from '../../src/records/write-csv.js';

const MB = 1024 ** 2;
const columns = [
  { name: 'id', isNumeric: false },
  { name: 'rate', isNumeric: true },
  { name: '=note', isNumeric: false },
];
const names = columns.map(({ name }) => name);

const reject = (record: number, fields: string[] | null, raw = ''): RejectWithFields => ({
  record,
  line: record + 1,
  byteOffset: 0,
  raw,
  reasons: [{ field: 'rate', code: 'type', message: 'expected a number' }],
  fields,
});

async function* bytesOf(text: string | Buffer) {
  await Promise.resolve();
  yield Buffer.from(text as string);
}

const read = (text: string | Buffer, known: readonly string[] = names) => readCorrectionsCsv(bytesOf(text), known, MB);

async function rowsOf(text: string): Promise<string[][]> {
  const file = await openCsv(bytesOf(text), { dialect: csvDialect.parse({ header: false }) });
  const rows: string[][] = [];
  for await (const { records, rejects } of file.blocks) {
    assert.deepEqual(rejects, []);
    rows.push(...records.map(({ fields }) => fields));
  }
  return rows;
}

/** Any text a record can hold: PostgreSQL keeps neither NUL nor half characters. */
const text = fc
  .oneof(
    fc.string({
      unit: fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', '\n', '"', ',', ';', ' ', '\uFEFF', 'a', '1'),
    }),
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('integrator record', "'integrator raw", '-12.50', '+1', '__proto__'),
  )
  .filter((one) => !one.includes('\0'));

describe('the CSV of rejects', () => {
  it('has our columns first, then those of the file, behind a byte order mark', () => {
    assert.equal(
      writeRejectsHeader(columns),
      "\uFEFFintegrator record,integrator line,integrator errors,integrator raw,id,rate,'=note\r\n",
    );
  });

  it('tells record, line and errors; the raw text only where the line could not be read', () => {
    const written = writeRejectLines([reject(3, ['a', '-12.50', 'x,y'], 'raw'), reject(4, null, '=b,"x')], columns);
    assert.equal(
      written,
      '3,4,rate: expected a number,,a,-12.50,"x,y"\r\n' + `4,5,rate: expected a number,"'=b,""x",,,\r\n`,
    );
  });

  it('leaves plain numbers of numeric fields as they are, and no other text', () => {
    const plain = ['-12.50', '+1', '-1,234.50', '-.5', '12'];
    const formulas = ['-1+2', '-', '+', '-1e5', '-a', '@1', '=1', '-1 '];
    const lines = writeRejectLines(
      [...plain, ...formulas].map((rate, index) => reject(index + 1, ['a', rate, rate])),
      columns,
    );
    const numbers = lines.split('\r\n').map((line) => line.replace(/^.*,a,/, ''));
    assert.deepEqual(numbers.slice(0, 5), [
      "-12.50,'-12.50",
      "+1,'+1",
      `"-1,234.50","'-1,234.50"`,
      "-.5,'-.5",
      '12,12',
    ]);
    for (const [index, rate] of formulas.entries()) assert.equal(numbers[5 + index], `'${rate},'${rate}`);
  });

  it('neutralises errors too', () => {
    const one = { ...reject(1, ['a', '1', 'b']), reasons: [{ code: 'type' as const, message: '=1+1' }] };
    assert.match(writeRejectLines([one], columns), /^1,2,'=1\+1,/);
  });

  it('gives every text back exactly, under every name a column may have', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc
          .uniqueArray(
            text.filter((name) => name !== ''),
            { minLength: 1, maxLength: 4 },
          )
          .chain((header) =>
            fc.record({
              header: fc.constant(header),
              numeric: fc.array(fc.boolean(), { minLength: header.length, maxLength: header.length }),
              records: fc.array(fc.array(text, { minLength: header.length, maxLength: header.length }), {
                minLength: 1,
                maxLength: 4,
              }),
            }),
          ),
        async ({ header, numeric, records }) => {
          const given = header.map((name, index) => ({ name, isNumeric: numeric[index] === true }));
          const rejects = records.map((fields, index) => reject(index + 1, fields));
          const corrections = await read(writeRejectsHeader(given) + writeRejectLines(rejects, given), header);
          assert.deepEqual(
            corrections.map(({ record, values }) => ({ record, fields: header.map((name) => values.get(name)) })),
            rejects.map(({ record, fields }) => ({ record, fields })),
          );
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('has no cell that begins as a formula, but numbers', async () => {
    await fc.assert(
      fc.asyncProperty(text, text, text, async (id, rate, note) => {
        const [row] = await rowsOf(writeRejectLines([reject(1, [id, rate, note])], columns));
        for (const [position, cell] of row!.entries()) {
          if (position !== 5 || !/^[+-]?[.,]?\d[\d.,]*$/.test(cell)) assert.doesNotMatch(cell, /^[=+\-@\t\r\n]/);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('rows written as CSV', () => {
  it('are read again as they were, whatever is in them', async () => {
    const row = (length: number) => fc.array(text, { minLength: length, maxLength: length });
    const rows = fc
      .integer({ min: 1, max: 3 })
      .chain((length) => fc.array(row(length), { minLength: 1, maxLength: 5 }));
    await fc.assert(
      fc.asyncProperty(rows, async (given) => assert.deepEqual(await rowsOf(writeCsv(given)), given)),
      { numRuns: 1000 },
    );
  });
});

describe('a CSV of rejects that comes back', () => {
  const header = "integrator record,integrator line,integrator errors,integrator raw,id,rate,'=note";

  it('may lack rows and columns, and have them in another order', async () => {
    const [only, ...more] = await read('rate,integrator record\r\n7,12\r\n,,\r\n'.replace(',,', ','));
    assert.deepEqual(more, []);
    assert.deepEqual(only, { record: 12, place: 'line 2', values: new Map([['rate', '7']]) });
  });

  it('may have other line ends, a byte order mark or none, and empty rows', async () => {
    for (const start of ['', '\uFEFF']) {
      const corrections = await read(`${start}${header}\n2,3,,,a,1,'=x\n,,,,,,\n5,6,,,b,,'-\n`);
      assert.deepEqual(
        corrections.map(({ record, values }) => [record, ...values.values()]),
        [
          [2, 'a', '1', '=x'],
          [5, 'b', '', '-'],
        ],
      );
    }
  });

  const refused = async (content: string | Buffer, code: string, ...said: RegExp[]) => {
    await assert.rejects(read(content), (error) => {
      assert.ok(error instanceof IntegratorError);
      assert.equal(error.code, code);
      for (const one of said) assert.match(error.message, one);
      return true;
    });
  };

  it('is refused for columns there are not, that stand twice, and without record numbers, naming all', async () => {
    await refused('integrator record,rat,nam\n1,2,3\n', 'correction-invalid', /"rat"/, /"nam"/, /id, rate, =note/);
    await refused('integrator record,id,id\n1,2,3\n', 'correction-invalid', /id stands twice/);
    await refused("integrator record,=note,'=note\n1,2,3\n", 'correction-invalid', /=note stands twice/);
    await refused('integrator record,integrator record,id\n1,2,3\n', 'correction-invalid', /stands twice/);
    await refused('id,rate\n1,2\n', 'correction-invalid', /integrator record is missing/);
    await refused('integrator record;id;rate\n1;2;3\n', 'correction-invalid', /commas/);
  });

  it('is refused for rows that name no record or cannot be read, with their lines', async () => {
    const rows = ['x,,,,a,1,', '0,,,,a,1,', '-1,,,,a,1,', '1.5,,,,a,1,', ',,,,a,1,', '3,,,,a,1', '4,,,,"a,1,'];
    await refused(
      [header, ...rows].join('\n'),
      'correction-invalid',
      ...rows.map((_, index) => new RegExp(`line ${index + 2}: `)),
    );
  });

  it('names the first 20 faults and counts the others', async () => {
    await refused(`${header}\n${'x,,,,a,1,\n'.repeat(25)}`, 'correction-invalid', /line 21: .*; and 5 more/);
  });

  it('is refused when it is no UTF-8 any more', async () => {
    await refused(
      Buffer.concat([Buffer.from(`${header}\n1,2,,,`), Buffer.from([0xe4]), Buffer.from(',1,\n')]),
      'file-encoding',
    );
  });
});
