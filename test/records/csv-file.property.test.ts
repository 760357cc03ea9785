import assert from 'node:assert/strict';
import fc from 'fast-check';
import { IntegratorError } from '../../src/model/errors.js';
import { readCsv } from './support/read-csv.js';
import type { ReadOptions } from './support/read-csv.js';

/** Texts made of what matters to a CSV parser, so that faults of every kind turn up. */
const hostileText = fc
  .array(
    fc.constantFrom('a', 'é', '😀', ',', ',', '"', '"', '""', '\n', '\n', '\r\n', '\r', ' ', '#', '\\', '\t', 'bc'),
    { maxLength: 60, size: '+1' },
  )
  .map((parts) => parts.join(''));

const dialects = fc.record(
  {
    skipInitialSpace: fc.boolean(),
    header: fc.boolean(),
    commentChar: fc.constantFrom('#'),
    escapeChar: fc.constantFrom('\\'),
    doubleQuote: fc.boolean(),
    delimiter: fc.constantFrom(',', '\t', ' '),
  },
  { requiredKeys: [] },
);

type Outcome =
  { header?: string[] | undefined; records?: unknown; rejects?: unknown } | { code: string; details: unknown };

async function outcomeOf(file: string | Buffer, options: ReadOptions): Promise<Outcome> {
  try {
    return await readCsv(file, options);
  } catch (error) {
    if (error instanceof IntegratorError) {
      return { code: error.code, details: error.details };
    }
    throw error;
  }
}

function quoted(field: string): string {
  return `"${field.replaceAll('"', '""')}"`;
}

const rows = fc.integer({ min: 1, max: 4 }).chain((width) =>
  fc.array(
    fc.array(fc.string({ unit: fc.constantFrom('a', 'é', '😀', ',', '"', '\n', '\r\n', '\r', ' ', '#') }), {
      minLength: width,
      maxLength: width,
    }),
    {
      minLength: 1,
      maxLength: 30,
    },
  ),
);

describe('openCsv, whatever the file', () => {
  it('gives the same records and rejects however the file is cut into blocks and chunks', async () => {
    await fc.assert(
      fc.asyncProperty(
        hostileText,
        dialects,
        fc.integer({ min: 1, max: 40 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 30 }),
        async (text, dialect, blockBytes, chunks, maxRecordBytes) => {
          const whole = await outcomeOf(text, { dialect, maxRecordBytes });
          const cut = await outcomeOf(text, { dialect, maxRecordBytes, blockBytes, chunks });
          assert.deepEqual(cut, whole);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('gives the same records and rejects where faults stand among many good lines', async () => {
    const line = fc.constantFrom(
      '1,22',
      '3,44',
      '5,66',
      '7,88',
      '"a\nb",2',
      'x"y,1',
      '"open,1',
      '1',
      '#c',
      '',
      '"""",x',
      '"1"#,2',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 400, size: 'max' }),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.constantFrom<ReadOptions['dialect'][]>({}, { commentChar: '#' }),
        fc.integer({ min: 1, max: 800 }),
        fc.integer({ min: 20, max: 1000 }),
        async (lines, end, dialect = {}, blockBytes, maxRecordBytes) => {
          const text = lines.join(end);
          const options = { dialect: { ...dialect, header: false }, maxRecordBytes };
          // Blocks of one byte hold no record to begin with, large ones many.
          const single = await outcomeOf(text, { ...options, blockBytes: 1 });
          assert.deepEqual(await outcomeOf(text, { ...options, blockBytes }), single);
          assert.deepEqual(await outcomeOf(text, options), single);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('names the same bad byte however the file is cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        hostileText,
        fc.nat(),
        fc.constantFrom(Buffer.from([0]), Buffer.from([0xff]), Buffer.from([0xc3]), Buffer.from([0xf0, 0x9f])),
        fc.integer({ min: 1, max: 40 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }),
        async (text, place, bad, blockBytes, chunks) => {
          const good = Buffer.from(`a,b\n${text}`);
          const at = [...Buffer.from(`a,b\n${text}`).keys()].filter((index) => ((good[index] ?? 0) & 0xc0) !== 0x80);
          const cutAt = at[place % at.length] ?? 0;
          const file = Buffer.concat([good.subarray(0, cutAt), bad, good.subarray(cutAt)]);
          const cut = await outcomeOf(file, { dialect: { header: false }, blockBytes, chunks });
          assert.ok('code' in cut);
          assert.equal(cut.code, bad[0] === 0 ? 'file-nul-byte' : 'file-encoding');
          assert.equal((cut.details as { byteOffset: number }).byteOffset, cutAt);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('accounts for every byte: records, refused lines, blank and comment lines and line ends cover the file', async () => {
    await fc.assert(
      fc.asyncProperty(
        hostileText,
        dialects,
        fc.integer({ min: 1, max: 30 }),
        async (text, dialect, maxRecordBytes) => {
          const file = Buffer.from(text);
          const found = await outcomeOf(file, {
            dialect: { ...dialect, header: false },
            maxRecordBytes,
            blockBytes: 16,
          });
          if ('code' in found) {
            assert.equal(found.code, 'file-empty');
            return;
          }
          const { records, rejects } = found as Awaited<ReturnType<typeof readCsv>>;
          const entries = [
            ...records.map((record) => ({ ...record, length: Buffer.byteLength(record.raw) })),
            ...rejects.map((reject) => ({
              number: reject.record,
              line: reject.line,
              byteOffset: reject.byteOffset,
              raw: reject.raw,
              length: lineLength(file, reject.byteOffset),
            })),
          ].sort((left, right) => left.number - right.number);
          let at = 0;
          entries.forEach((entry, index) => {
            assert.equal(entry.number, index + 1);
            assertSkippable(file.toString('utf8', at, entry.byteOffset), dialect.commentChar, dialect.skipInitialSpace);
            const before = file.toString('utf8', 0, entry.byteOffset);
            assert.equal(entry.line, before.split(/\r\n|\n|\r/).length);
            const stood = file.toString('utf8', entry.byteOffset, entry.byteOffset + entry.length);
            assert.ok(stood.startsWith(entry.raw));
            at = entry.byteOffset + entry.length;
            at += /^(?:\r\n|\n|\r|$)/.exec(file.toString('utf8', at))?.[0].length ?? Number.NaN;
          });
          assertSkippable(file.toString('utf8', at), dialect.commentChar, dialect.skipInitialSpace);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('gives back the rows that were written with quotes', async () => {
    await fc.assert(
      fc.asyncProperty(
        rows,
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.integer({ min: 1, max: 64 }),
        async (table, end, blockBytes) => {
          const file = table.map((fields) => fields.map(quoted).join(',')).join(end);
          const { records, rejects } = await readCsv(file, { dialect: { header: false }, blockBytes });
          assert.deepEqual(rejects, []);
          assert.deepEqual(
            records.map(({ fields }) => fields),
            table,
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  it('refuses one line for one fault, and every other record arrives', async () => {
    const faults = ['x"y,1,2', '"x"y,1,2', '1,2', '1,2,3,4', 'x,"open'];
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 300 }),
        fc.nat(),
        fc.constantFrom(...faults),
        fc.constantFrom('\n', '\r\n'),
        fc.integer({ min: 1, max: 4000 }),
        async (count, place, fault, end, blockBytes) => {
          const good = Array.from({ length: count }, (_, index) => `${index},name ${index},"quoted, ${index}"`);
          const at = place % (count + 1);
          const lines = ['id,name,note', ...good.slice(0, at), fault, ...good.slice(at)];
          const { records, rejects } = await readCsv(lines.join(end), { blockBytes });
          assert.deepEqual(
            records.map(({ raw }) => raw),
            good,
          );
          assert.deepEqual(
            rejects.map(({ record, line, raw }) => ({ record, line, raw })),
            [{ record: at + 1, line: at + 2, raw: fault }],
          );
        },
      ),
      { numRuns: 300 },
    );
  });
});

function lineLength(file: Buffer, from: number): number {
  const line = /^[^\r\n]*/.exec(file.toString('utf8', from))?.[0] ?? '';
  return Buffer.byteLength(line);
}

function assertSkippable(text: string, commentChar: string | undefined, skipInitialSpace: boolean | undefined): void {
  for (const line of text.split(/\r\n|\n|\r/)) {
    const isComment = commentChar !== undefined && (skipInitialSpace ? line.trimStart() : line).startsWith(commentChar);
    assert.ok(isComment || line.trim() === '', `expected a blank or comment line, got ${JSON.stringify(line)}`);
  }
}
