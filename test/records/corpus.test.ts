import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import type { IntegratorError } from '../../src/model/errors.js';
import { readCsv } from './support/read-csv.js';
import type { ReadOptions } from './support/read-csv.js';

/** A file of the corpus, NAME.csv, and in NAME.json how it is read and what must come of it. */
interface Case extends ReadOptions {
  header: string[] | null;
  records: { line: number; fields: string[] }[];
  rejects: { record: number; line: number; code: string; raw: string }[];
}

/** One that is refused as a whole. */
interface RefusedCase extends ReadOptions {
  refused: { code: string; line?: number; byteOffset?: number };
}

const folder = new URL('corpus/', import.meta.url);
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.csv'))
  .map((file) => file.slice(0, -'.csv'.length));

function readCase(name: string): { file: Buffer; expected: Case | RefusedCase } {
  const expected = JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')) as Case | RefusedCase;
  return { file: readFileSync(new URL(`${name}.csv`, folder)), expected };
}

async function expectRefusal(file: Buffer, { refused, ...options }: RefusedCase): Promise<void> {
  await assert.rejects(readCsv(file, options), (error: IntegratorError) => {
    const { code, ...place } = refused;
    assert.equal(error.code, code);
    assert.deepEqual({ ...error.details, ...place }, error.details);
    return true;
  });
}

async function expectRecords(file: Buffer, { header, records, rejects, ...options }: Case): Promise<void> {
  const found = await readCsv(file, options);
  assert.deepEqual(found.header ?? null, header);
  assert.deepEqual(
    found.records.map(({ line, fields }) => ({ line, fields })),
    records,
  );
  assert.deepEqual(
    found.rejects.map(({ record, line, raw, reasons }) => ({ record, line, code: reasons[0]?.code, raw })),
    rejects,
  );
  if (options.encoding === undefined) {
    for (const { byteOffset, raw } of [...found.records, ...found.rejects]) {
      assert.equal(file.toString('utf8', byteOffset, byteOffset + Buffer.byteLength(raw)), raw);
    }
  }
}

describe('the corpus of CSV files', () => {
  for (const name of names) {
    const { file, expected } = readCase(name);
    if ('refused' in expected) {
      it(`refuses ${name.replaceAll('-', ' ')}`, () => expectRefusal(file, { ...expected, blockBytes: 32 }));
    } else {
      it(`reads ${name.replaceAll('-', ' ')}`, () => expectRecords(file, { ...expected, blockBytes: 32 }));
    }
  }
});
