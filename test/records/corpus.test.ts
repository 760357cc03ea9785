import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import type { CsvDialect } from '../../src/model/csv-dialect.js';
import { readCsv } from './support/read-csv.js';

/** A file of the corpus, NAME.csv, and in NAME.json what must be read from it. */
interface Case {
  dialect?: Partial<CsvDialect>;
  fieldCount?: number;
  maxRecordBytes?: number;
  header: string[] | null;
  records: { line: number; fields: string[] }[];
  rejects: { record: number; line: number; code: string; raw: string }[];
}

const folder = new URL('corpus/', import.meta.url);
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.csv'))
  .map((file) => file.slice(0, -'.csv'.length));

describe('the corpus of CSV files', () => {
  for (const name of names) {
    it(`reads ${name.replaceAll('-', ' ')}`, async () => {
      const { header, records, rejects, ...options } = JSON.parse(
        readFileSync(new URL(`${name}.json`, folder), 'utf8'),
      ) as Case;
      const file = readFileSync(new URL(`${name}.csv`, folder));
      const found = await readCsv(file, { ...options, blockBytes: 32 });
      assert.deepEqual(found.header ?? null, header);
      assert.deepEqual(
        found.records.map(({ line, fields }) => ({ line, fields })),
        records,
      );
      assert.deepEqual(
        found.rejects.map(({ record, line, raw, reasons }) => ({ record, line, code: reasons[0]?.code, raw })),
        rejects,
      );
      for (const { byteOffset, raw } of [...found.records, ...found.rejects]) {
        assert.equal(file.toString('utf8', byteOffset, byteOffset + Buffer.byteLength(raw)), raw);
      }
    });
  }
});
