import { readdir } from 'node:fs/promises';
import { parse } from 'node:path';

import pg from 'pg';

import { IntegratorError } from '../model/errors.js';

/**
 * Makes sure that the control database is no newer than this code, which would read it wrongly, or write what the newer
 * code does not expect.
 *
 * @param folder of the migrations of this code.
 * @throws IntegratorError `service-unavailable` naming the migrations it does not know.
 */
export async function requireKnownMigrations(url: string, folder: string): Promise<void> {
  const known = new Set((await readdir(folder)).map((file) => parse(file).name));
  const unknown = (await listMigrations(url)).filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  const message = `The control database is newer than this version, which does not know its migrations ${unknown.join(', ')}. Start the version that made them, or a later one; or restore the backup from before them (docs/upgrades.md).`;
  throw new IntegratorError('service-unavailable', message);
}

/** Those that were run, in their order. */
async function listMigrations(connectionString: string): Promise<string[]> {
  const client = new pg.Client({ connectionString });
  // A connection that breaks also fails the statement that waits on it; that one is reported.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows: tables } = await client.query<{ present: boolean }>(
      `select to_regclass('migration') is not null as present`,
    );
    if (tables[0]?.present !== true) return [];
    const { rows } = await client.query<{ name: string }>('select name from migration order by id');
    return rows.map(({ name }) => name);
  } finally {
    await client.end();
  }
}
