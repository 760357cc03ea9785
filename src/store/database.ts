import { fileURLToPath } from 'node:url';

import { runner } from 'node-pg-migrate';
import pg from 'pg';

import { requireKnownMigrations } from './require-known-migrations.js';

/** The control database: what every store function takes first. */
export type Database = pg.Pool;

/** Counts and sizes are bigint there and stay far below 2^53 here. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    oid === pg.types.builtins.INT8 ? Number : (pg.types.getTypeParser(oid, format) as (text: string) => unknown),
};

/**
 * A link may fall silent without a word to either side. Whoever waits on it gives up, in milliseconds: on a connection
 * that is not made, on an answer that does not come; and the server ends what nobody goes on with, and its locks.
 */
const PATIENCE = {
  connectionTimeoutMillis: 10_000,
  query_timeout: 60_000,
  idle_in_transaction_session_timeout: 60_000,
} as const;

/**
 * Opens the control database; connections are made when needed.
 *
 * @param onError told of a connection that broke while nobody used it; the pool replaces it by itself.
 */
export function openDatabase(url: string, onError: (error: Error) => void): Database {
  const name = 'temporal-integrator';
  const database = new pg.Pool({ connectionString: url, max: 20, types, application_name: name, ...PATIENCE });
  database.on('error', onError);
  return database;
}

/** The migrations of this code. */
const MIGRATIONS = fileURLToPath(new URL('./migrations', import.meta.url));

/**
 * Brings the tables to the newest version. Several processes may do so at once: one works, the others wait.
 *
 * @throws IntegratorError `service-unavailable` where they are newer than this code.
 */
export async function migrate(url: string): Promise<void> {
  await requireKnownMigrations(url, MIGRATIONS);
  await runner({
    databaseUrl: url,
    dir: MIGRATIONS,
    direction: 'up',
    migrationsTable: 'migration',
    advisoryLockMode: 'wait',
    log: () => undefined,
  });
}

/** Does `work` in one transaction; what it throws rolls everything back. */
export async function inTransaction<Result>(
  database: Database,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await database.connect();
  // A connection that breaks also fails the statement that waits on it; that one is reported.
  const onError = () => undefined;
  client.on('error', onError);
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    client.off('error', onError);
    client.release();
    return result;
  } catch (error) {
    // A connection in the middle of a transaction is of no use to anybody else.
    client.release(true);
    throw error;
  }
}

/** Whether the control database is away (or, 55000, takes no connections), so that asking later can help. */
export function isUnreachable(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isUnreachable);
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  const away = /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|08...|25P03|55000|57P0[1-5]|53...)$/;
  return (
    (typeof code === 'string' && away.test(code)) ||
    /Connection terminated|not queryable|timeout (exceeded|expired)|read timeout/.test(error.message)
  );
}

/** The row of a statement that always gives one. */
export function only<Row>(rows: readonly Row[]): Row {
  const [row] = rows;
  if (row === undefined) throw new Error('The statement gave no row.');
  return row;
}
