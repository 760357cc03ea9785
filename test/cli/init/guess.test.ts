import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';

import fc from 'fast-check';
import { parse } from 'yaml';

import { guessFile } from '../../../src/cli/init/guess-file.js';
import { guessField } from '../../../src/cli/init/guess-field.js';
import { guessKeys } from '../../../src/cli/init/guess-keys.js';
import { writeDefinition } from '../../../src/cli/init/write-definition.js';
import { importIntegration } from '../../../src/model/import-integration.js';
import { compileSchema } from '../../../src/records/compile-schema.js';
import { openCsv } from '../../../src/records/csv-file.js';
import { matchHeader } from '../../../src/records/match-header.js';
import { csvFiles } from './support/csv-files.js';

describe('a guess', () => {
  let folder: string;
  before(async () => (folder = await mkdtemp(join(tmpdir(), 'integrator-init-'))));
  after(() => rm(folder, { recursive: true }));

  const fileOf = async (content: string | Buffer, name = 'file.csv'): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, content);
    return path;
  };

  const kinds: [what: string, texts: string[], type: object][] = [
    ['integers', ['1', '-20', '0'], { type: 'integer' }],
    ['numbers', ['1.5', '2', '0.25'], { type: 'number' }],
    ['numbers with a decimal comma', ['1,5', '12,25'], { type: 'number', decimalChar: ',' }],
    ['numbers in thousands', ['1,234.50', '12'], { type: 'number', groupChar: ',' }],
    ['numbers in thousands by points', ['1.234,50', '1.200.000'], { type: 'number', decimalChar: ',', groupChar: '.' }],
    ['numbers of which nobody knows', ['1,234', '2,500'], { type: 'string' }],
    ['codes that begin with zeros', ['00123', '12345'], { type: 'string' }],
    ['more digits than a bigint has', ['1234567890123456789'], { type: 'string' }],
    ['booleans', ['true', 'false'], { type: 'boolean' }],
    ['yes and no', ['yes', 'no'], { type: 'boolean', trueValues: ['yes'], falseValues: ['no'] }],
    ['a letter that may be anything', ['N', 'N'], { type: 'string' }],
    ['dates', ['2026-01-31', '2026-02-01'], { type: 'date' }],
    ['German dates', ['31.01.2026', '01.02.2026'], { type: 'date', format: '%d.%m.%Y' }],
    ['dates, the day first', ['03/02/2026', '31/01/2026'], { type: 'date', format: '%d/%m/%Y' }],
    ['dates, the month first', ['02/03/2026', '01/31/2026'], { type: 'date', format: '%m/%d/%Y' }],
    ['dates of which nobody knows', ['03/02/2026', '01/02/2026'], { type: 'string' }],
    ['days that are none', ['2026-02-30'], { type: 'string' }],
    ['dates with a time', ['2026-01-31 06:00:00'], { type: 'datetime', format: '%Y-%m-%d %H:%M:%S' }],
    ['text', ['Ann', 'Bo'], { type: 'string' }],
  ];
  for (const [what, texts, type] of kinds) {
    it(`knows ${what}`, () => {
      const { value, why } = guessField('field', texts);
      assert.deepEqual(value, { name: 'field', ...type, constraints: { required: true } });
      assert.doesNotMatch(why, /\n/);
    });
  }

  it('requires what is never blank, and says how much is', () => {
    assert.deepEqual(guessField('field', ['1', '', '2']), {
      value: { name: 'field', type: 'integer' },
      why: 'integers; 1 of 3 blank',
    });
    assert.deepEqual(guessField('field', ['', '']), { value: { name: 'field', type: 'string' }, why: 'always blank' });
  });

  it('says which text keeps a column from being more than text', () => {
    const { value, why } = guessField('pay', [...Array.from({ length: 40 }, (_, at) => `${at}.5`), 'thirty']);
    assert.equal(value.type, 'string');
    assert.equal(why, 'text, as "thirty" is; the other 40 are numbers with a decimal point; never blank');
  });

  it('takes for the key what is named like one and different in every record', () => {
    const required = { constraints: { required: true } };
    const fields = [
      { name: 'name', type: 'string', ...required },
      { name: 'paid', type: 'integer', ...required },
      { name: 'employeeNo', type: 'string', ...required },
      { name: 'pay', type: 'number', ...required },
    ] as const;
    const rows = [
      ['Ann', '1', 'E1', '1.5'],
      ['Bo', '1', 'E2', '2.5'],
    ];
    assert.deepEqual(guessKeys(fields, rows), ['employeeNo', 'name']);
  });

  it('takes back what records after the first thousand do not bear out, and says which', async () => {
    const rows = Array.from({ length: 1500 }, (_, at) => `${at},${at % 7}`);
    rows[1200] = '77,';
    rows[1300] = '1300,x';
    const { fields, primaryKey } = await guessFile(await fileOf(`id,score\n${rows.join('\n')}\n`));
    assert.deepEqual(
      fields.map(({ value }) => value),
      [
        { name: 'id', type: 'integer', constraints: { required: true } },
        { name: 'score', type: 'string' },
      ],
    );
    assert.match(fields[1]!.why, /^text: at first integers; never blank, but not so in record 1301|but in record 1201/);
    assert.equal(primaryKey.value, undefined);
    assert.match(primaryKey.why, /id comes again in record 1201/);
  });

  const dialects: [what: string, content: string | Buffer, encoding: string, dialect: object][] = [
    ['commas', 'a,b\n1,2\n', 'utf-8', { delimiter: ',' }],
    ['semicolons, with decimal commas', 'a;b\n1,5;2,5\n', 'utf-8', { delimiter: ';' }],
    ['tabs', 'a\tb\n1\t2\n', 'utf-8', { delimiter: '\t' }],
    ['bars', 'a|b\n1|2\n', 'utf-8', { delimiter: '|' }],
    ['one column', 'a\nx y\n', 'utf-8', { delimiter: ',' }],
    ["Excel's own line", 'sep=;\na;b\n1;2\n', 'utf-8', { delimiter: ';' }],
    ['escaped quotes', 'a,b\n"1\\",x",2\n', 'utf-8', { delimiter: ',', escapeChar: '\\', doubleQuote: false }],
    ['single quotes', "a,b\n'1,5',2\n", 'utf-8', { delimiter: ',', quoteChar: "'" }],
    ['spaces after delimiters', 'a, b\n1, 2\n', 'utf-8', { delimiter: ',', skipInitialSpace: true }],
    ['a byte order mark', '\uFEFFa,b\n1,2\n', 'utf-8', { delimiter: ',' }],
    ['UTF-16', Buffer.from('\uFEFFa,b\n1,2\n', 'utf16le'), 'utf-16', { delimiter: ',' }],
    ['UTF-16 without a mark', Buffer.from('a,b\n1,2\n3,4\n', 'utf16le'), 'utf-16le', { delimiter: ',' }],
    ['windows-1252', Buffer.from('a,b\nZoë,2\n', 'latin1'), 'windows-1252', { delimiter: ',' }],
  ];
  for (const [what, content, encoding, dialect] of dialects) {
    it(`knows a file with ${what}`, async () => {
      const guess = await guessFile(await fileOf(content));
      assert.deepEqual([guess.encoding.value, guess.dialect.value, guess.unreadable], [encoding, dialect, 0]);
    });
  }

  it('finds the dialect of a file in which some records are broken, and counts them', async () => {
    const rows = Array.from({ length: 50 }, (_, at) => `${at},x`);
    rows[30] = '30,"x';
    const guess = await guessFile(await fileOf(`id,name\n${rows.join('\n')}\n`));
    assert.deepEqual([guess.dialect.value, guess.unreadable], [{ delimiter: ',' }, 1]);
    assert.match(writeDefinition(guess, { connection: 'hr', table: undefined }), /^# Refused .*: 1 record\.$/m);
  });

  const refused: [what: string, content: string, code: string][] = [
    ['is empty', '', 'file-empty'],
    ['has a header only', 'a,b\n', 'file-without-records'],
    ['names a column twice', 'a,a\n1,2\n', 'header-invalid'],
    ['has a column without a name', 'a,,c\n1,2,3\n', 'header-invalid'],
    ['has a name that is too long', `${'a'.repeat(64)},b\n1,2\n`, 'header-invalid'],
  ];
  for (const [what, content, code] of refused) {
    it(`is not made of a file that ${what}`, async () => {
      await assert.rejects(guessFile(await fileOf(content)), { name: 'IntegratorError', code });
    });
  }

  it('allows a large file its size', async () => {
    const path = await fileOf(`id,name\n1,${'x'.repeat(100_000)}\n`.padEnd(200_000, ' '));
    const guess = { ...(await guessFile(path)), bytes: 3 * 1024 ** 2 + 1 };
    const definition = parse(writeDefinition(guess, { connection: 'hr', table: 'hr.people' })) as object;
    assert.deepEqual(importIntegration.parse(definition).limits.maxBytes, 4 * 1024 ** 2);
    assert.deepEqual(importIntegration.parse(definition).target.table, 'hr.people');
  });

  it('gives a definition by which every record of its file is right', async function () {
    this.timeout(180_000);
    await fc.assert(
      fc.asyncProperty(csvFiles, async ({ bytes }) => {
        const guess = await guessFile(await fileOf(bytes));
        const written = writeDefinition(guess, { connection: 'hr', table: undefined });
        const { schema, dialect, encoding } = importIntegration.parse(parse(written));
        const { header, blocks } = await openCsv(Readable.from([bytes]), { dialect, encoding });
        const columns = matchHeader(header, schema);
        const check = compileSchema(schema, columns, dialect);
        const keys = new Set<string | null>();
        const keyAt = columns.findIndex(({ field }) => schema.primaryKey.includes(field.name));
        for await (const { records, rejects } of blocks) {
          assert.deepEqual(rejects, []);
          for (const { fields } of records) {
            const { values, reasons } = check(fields);
            assert.deepEqual(reasons, []);
            if (keyAt < 0) continue;
            assert.ok(!keys.has(values[keyAt] ?? null), 'a key comes twice');
            keys.add(values[keyAt] ?? null);
          }
        }
      }),
      { numRuns: 100 },
    );
  });
});
