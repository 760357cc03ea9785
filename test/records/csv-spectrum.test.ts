import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readCsv } from './support/read-csv.js';

/** npm's csv-spectrum: CSV files that parsers were found to read differently, with what must come of them as JSON. */
const folder = dirname(fileURLToPath(import.meta.resolve('csv-spectrum')));
const names = readdirSync(join(folder, 'csvs')).map((file) => file.slice(0, -'.csv'.length));

/** Has a quote inside a field without quotes, against RFC 4180, and its JSON is of another file. */
const BROKEN = 'location_coordinates';

function csvOf(name: string): Buffer {
  return readFileSync(join(folder, 'csvs', `${name}.csv`));
}

describe('csv-spectrum', () => {
  for (const name of names.filter((each) => each !== BROKEN)) {
    it(`reads ${name.replaceAll('_', ' ')} as it says`, async () => {
      const expected: unknown = JSON.parse(readFileSync(join(folder, 'json', `${name}.json`), 'utf8'));
      const { header = [], records, rejects } = await readCsv(csvOf(name));
      assert.deepEqual(rejects, []);
      assert.deepEqual(
        records.map(({ fields }) => Object.fromEntries(header.map((column, index) => [column, fields[index]]))),
        expected,
      );
    });
  }

  it('refuses the record of location coordinates for its quote, with its whole text', async () => {
    const { records, rejects } = await readCsv(csvOf(BROKEN));
    assert.deepEqual(records, []);
    assert.deepEqual(
      rejects.map(({ line, raw, reasons }) => [line, raw, reasons[0]?.code]),
      [[2, `2095257564,37\ufffd36'37.8"N 121\ufffd2'17.9"W,Modesto,Stanislaus`, 'quote-misplaced']],
    );
  });
});
