import { csvDialect } from '../../../src/model/csv-dialect.js';
import type { CsvDialect } from '../../../src/model/csv-dialect.js';
import type { Reject } from '../../../src/model/reject.js';
import { openCsv } from '../../../src/records/csv-file.js';
import type { CsvFileOptions, CsvRecord } from '../../../src/records/csv-file.js';

export interface ReadOptions extends Omit<CsvFileOptions, 'dialect'> {
  dialect?: Partial<CsvDialect>;
  /** Sizes of the pieces the source gives, over and over; default: all at once. */
  chunks?: number[];
}

export interface ReadResult {
  header: string[] | undefined;
  records: (CsvRecord & { raw: string })[];
  rejects: Reject[];
}

/** Reads a whole CSV file from memory. */
export async function readCsv(file: string | Buffer, options: ReadOptions = {}): Promise<ReadResult> {
  const { dialect = {}, chunks = [], ...rest } = options;
  const bytes = typeof file === 'string' ? Buffer.from(file) : file;
  const { header, blocks } = await openCsv(inChunks(bytes, chunks), { ...rest, dialect: csvDialect.parse(dialect) });
  const result: ReadResult = { header, records: [], rejects: [] };
  for await (const block of blocks) {
    result.records.push(...block.records.map((record) => ({ ...record, raw: block.raw(record) })));
    result.rejects.push(...block.rejects);
  }
  return result;
}

/** `bytes` as a source that gives pieces of the sizes `chunks`, over and over. */
export async function* inChunks(bytes: Buffer, chunks: number[]): AsyncGenerator<Buffer> {
  let at = 0;
  for (let turn = 0; at < bytes.length; turn += 1) {
    const size = chunks[turn % Math.max(chunks.length, 1)] ?? bytes.length;
    yield await Promise.resolve(bytes.subarray(at, at + size));
    at += size;
  }
}
