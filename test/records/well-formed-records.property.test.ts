import assert from 'node:assert/strict';
import fc from 'fast-check';
import { csvDialect } from '../../src/model/csv-dialect.js';
import { createCsvParser } from '../../src/records/csv-parser.js';
import { countLineEnds, withoutLineEnd } from '../../src/records/physical-lines.js';
import { RecordSplitter } from '../../src/records/record-splitter.js';
import { WellFormedRecords } from '../../src/records/well-formed-records.js';

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

describe('WellFormedRecords', () => {
  it('reads the record that csv-parse reads, and leaves exactly those where csv-parse finds a fault', () => {
    let good = 0;
    let quoted = 0;
    fc.assert(
      fc.property(text, dialect, (lines, each) => {
        const bytes = Buffer.from(lines);
        const found = new WellFormedRecords(bytes, bytes.length, new RecordSplitter(each), Infinity, ignore);
        const isGood = found.read(0);
        const parsed = createCsvParser(each, ignore)(bytes);
        assert.ok(parsed !== undefined);
        if ('kind' in parsed) {
          assert.equal(isGood, false);
          return;
        }
        assert.deepEqual({ isGood, fields: found.fields, next: found.next }, { isGood: true, ...parsed });
        assert.equal(found.end, withoutLineEnd(bytes, parsed.next));
        assert.equal(found.lines, 1 + countLineEnds(bytes, 0, found.end));
        good += 1;
        quoted += lines.includes(each.quoteChar) ? 1 : 0;
      }),
      { numRuns: 30_000 },
    );
    assert.ok(good > 5_000 && quoted > 1_000, `only ${good} were good, and ${quoted} of them had quotes`);
  });
});

function ignore(): void {
  // Nobody measures.
}
