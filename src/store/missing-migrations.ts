import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import type { Database } from './database.js';

/** The names of the migrations of this version that the control database does not have yet, in their order. */
export async function listMissingMigrations(database: Database): Promise<string[]> {
  const files = await readdir(fileURLToPath(new URL('./migrations', import.meta.url)));
  const { rows } = await database.query<{ name: string }>('select name from migration');
  const done = new Set(rows.map(({ name }) => name));
  const names = files.filter((file) => file.endsWith('.sql')).map((file) => file.slice(0, -'.sql'.length));
  return names.filter((name) => !done.has(name)).sort();
}
