import { randomUUID } from 'node:crypto';

import pg from 'pg';

import { PostgresLoad, type PostgresLoadOptions } from '../../../src/connections/postgres/postgres-load.js';
import type { RecordRefusal } from '../../../src/connections/postgres/record-refusal.js';
import { NO_RECORDS } from '../../../src/model/run-counts.js';
import { testEnvironment } from '../../support/environment.js';

export type Values = (string | null)[];

export type LoadOptions = Partial<PostgresLoadOptions> & Pick<PostgresLoadOptions, 'table' | 'fields'>;

/** A database of its own to load into, empty before each test. */
export class TargetDatabase {
  private readonly name = `target_${randomUUID().slice(0, 8)}`;
  private url = '';
  pool!: pg.Pool;

  async create(): Promise<void> {
    const { postgres } = testEnvironment();
    await postgres.createDatabase(this.name);
    this.url = postgres.url(this.name);
    this.pool = new pg.Pool({ connectionString: this.url });
    this.pool.on('error', () => undefined);
  }

  async empty(): Promise<void> {
    await this.pool.query('drop schema public cascade; create schema public');
  }

  /** Opens a load of a run of its own, upserting by `id`. */
  open(options: LoadOptions): Promise<PostgresLoad> {
    return PostgresLoad.open({
      url: this.url,
      run: randomUUID(),
      attempt: 1,
      dryRun: false,
      key: ['id'],
      mode: 'upsert',
      onDuplicateKey: 'reject',
      uniqueKeys: [],
      foreignKeys: [],
      ...options,
    });
  }

  /** Loads the records, numbered from 1 and in blocks of 1,000; tells what was refused, in file order, and written. */
  async load(options: LoadOptions, records: Values[]) {
    const opened = await this.open(options);
    try {
      await stage(opened, records);
      const settled = await opened.settle();
      const { inserted, updated, taken, refusals } = await opened.write();
      await opened.commit({ ...NO_RECORDS, read: taken, applied: inserted + updated, inserted, updated });
      const all = [...settled.refusals, ...refusals].sort((one, other) => one.record - other.record);
      return { refusals: all, inserted, updated, taken, overtaken: settled.overtaken };
    } finally {
      await opened.close();
    }
  }

  /** The rows of a statement, as lists of values. */
  async rows(statement: string): Promise<unknown[][]> {
    return (await this.pool.query<unknown[]>({ text: statement, rowMode: 'array' })).rows;
  }

  async ids(table: string): Promise<unknown[]> {
    return (await this.rows(`select id::text from ${table} order by id`)).flat();
  }
}

export async function stage(opened: PostgresLoad, records: Values[]): Promise<void> {
  for (let at = 0; at < records.length; at += 1000) {
    const block = records.slice(at, at + 1000);
    await opened.stage(
      block.map((values, index) => ({ number: at + index + 1, line: at + index + 2, byteOffset: 0, values })),
    );
  }
}

/** Which records were refused, for which field, by which rule and constraint. */
export function brief(refusals: RecordRefusal[]): unknown[][] {
  return refusals.map(({ record, reason: { field, code, constraint } }) => [record, field, code, constraint]);
}
