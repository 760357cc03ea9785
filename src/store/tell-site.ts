import type { Database } from './database.js';

/** Tells those who watch a site that it is not as it was: what its workflow alone knows is in no row that would. */
export async function tellSite(database: Database, site: string): Promise<void> {
  await database.query(`select tell_site($1, 'site', '{}')`, [site]);
}
