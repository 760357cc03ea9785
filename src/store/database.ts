import { fileURLToPath } from 'node:url';

import { runner } from 'node-pg-migrate';
import pg from 'pg';

/** The control database: what every store function takes first. */
export type Database = pg.Pool;

/** Counts and sizes are bigint there and stay far below 2^53 here. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    oid === pg.types.builtins.INT8 ? Number : (pg.types.getTypeParser(oid, format) as (text: string) => unknown),
};

/**
 * Opens the control database; connections are made when needed.
 *
 * @param onError told of a connection that broke while nobody used it; the pool replaces it by itself.
 */
export function openDatabase(url: string, onError: (error: Error) => void): Database {
  const database = new pg.Pool({ connectionString: url, max: 20, types, application_name: 'temporal-integrator' });
  database.on('error', onError);
  return database;
}

/** Brings the tables to the newest version. Several processes may do so at once: one works, the others wait. */
export async function migrate(url: string): Promise<void> {
  await runner({
    databaseUrl: url,
    dir: fileURLToPath(new URL('./migrations', import.meta.url)),
    direction: 'up',
    migrationsTable: 'migration',
    advisoryLockMode: 'wait',
    log: () => undefined,
  });
}

/** The row of a statement that always gives one. */
export function only<Row>(rows: readonly Row[]): Row {
  const [row] = rows;
  if (row === undefined) throw new Error('The statement gave no row.');
  return row;
}
