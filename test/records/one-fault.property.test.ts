import assert from 'node:assert/strict';
import fc from 'fast-check';
import { faultyFile } from './support/one-fault.js';
import { readCsv } from './support/read-csv.js';

const seed = Date.now() % 2 ** 31;

describe('openCsv on a file with one fault', () => {
  it(`refuses that record, by line, number and code, and gives all the others (10,000 files, seed ${seed})`, () =>
    fc.assert(
      fc.asyncProperty(
        faultyFile,
        fc.integer({ min: 1, max: 500 }),
        async ({ text, options, good, reject }, blockBytes) => {
          const { records, rejects } = await readCsv(text, { ...options, blockBytes });
          assert.deepEqual(
            rejects.map(({ record, line, reasons, raw }) => ({ record, line, code: reasons[0]?.code, raw })),
            [reject],
          );
          assert.deepEqual(
            records.map(({ fields }) => fields),
            good,
          );
          assert.deepEqual(
            records.map(({ number }) => number),
            good.map((_, index) => (index + 1 < reject.record ? index + 1 : index + 2)),
          );
        },
      ),
      { numRuns: 10_000, seed },
    ));
});
