import type { Database } from './database.js';

/** The site of a run. */
export async function findSiteOfRun(database: Database, run: string): Promise<string | undefined> {
  const { rows } = await database.query<{ site: string }>('select site from run where id = $1', [run]);
  return rows[0]?.site;
}
