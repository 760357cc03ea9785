import assert from 'node:assert/strict';
import fc from 'fast-check';
import { csvDialect } from '../../src/model/csv-dialect.js';
import { createCsvParser } from '../../src/records/csv-parser.js';
import { withoutLineEnd } from '../../src/records/physical-lines.js';
import { RecordSplitter } from '../../src/records/record-splitter.js';

/** Characters that mean something in one dialect or another, and some that mean nothing. */
const unit = fc.constantFrom(
  ...['a', 'b', 'é', '😀', ',', ',', ';', '"', '"', '""', "'", "''", '¦', '\\', '\\', '\n', '\r\n', '\r'],
  ...[' ', '\t', '\v', '\u00a0', '\u3000', '\ufeff', '\u2028', '#'],
);

/** Lines of which the first is neither blank nor, for csv-parse, empty. */
const text = fc
  .array(unit, { minLength: 1, maxLength: 25 })
  .map((parts) => parts.join('').replace(/[\r\n]+$/, ''))
  .filter((lines) => /^[^\r\n]*[^\s]/.test(lines));

const dialect = fc
  .record(
    {
      delimiter: fc.constantFrom(',', ';', '\t', ' ', '¦', '\u00a0', 'a'),
      quoteChar: fc.constantFrom('"', "'", '¦', ' ', '\\'),
      escapeChar: fc.constantFrom('\\', '"', "'", '¦', ' ', 'b'),
      doubleQuote: fc.boolean(),
      skipInitialSpace: fc.boolean(),
    },
    { requiredKeys: [] },
  )
  .map((each) => csvDialect.safeParse(each).data)
  .filter((each) => each !== undefined);

describe('RecordSplitter', () => {
  it('gives the fields and the length that csv-parse gives, and where it gives none, csv-parse finds a fault', () => {
    let good = 0;
    let quoted = 0;
    fc.assert(
      fc.property(text, dialect, (lines, each) => {
        const splitter = new RecordSplitter(each);
        const bytes = Buffer.from(lines);
        const fields = splitter.split(lines);
        const parsed = createCsvParser(each, () => undefined)(bytes);
        assert.ok(parsed !== undefined);
        if ('kind' in parsed) {
          assert.equal(fields, undefined);
          assert.equal(splitter.open, parsed.kind === 'open');
          return;
        }
        assert.deepEqual(fields, parsed.fields);
        assert.equal(Buffer.byteLength(lines.slice(0, splitter.length)), withoutLineEnd(bytes, parsed.next));
        good += 1;
        quoted += lines.includes(each.quoteChar) ? 1 : 0;
      }),
      { numRuns: 30_000 },
    );
    assert.ok(good > 5_000 && quoted > 1_000, `of the records only ${good} were good, ${quoted} of them with quotes`);
  });
});
