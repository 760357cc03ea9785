import { insertAudit } from './audits.js';
import { inTransaction, type Database } from './database.js';
import { lockSite } from './sites.js';
import { readWholeSite } from './whole-site.js';

/** Deletes the site with its integrations, its uploads and what it held. Its runs and its audit stay. */
export async function deleteSite(database: Database, site: string, by: string): Promise<void> {
  await inTransaction(database, async (client) => {
    const stored = await lockSite(client, site);
    if (stored === undefined) return;
    const from = await readWholeSite(client, stored);
    await insertAudit(client, site, { by, action: 'delete', details: {}, change: { from, to: null } });
    await client.query('delete from held_request where site = $1', [site]);
    await client.query('delete from site where id = $1', [site]);
  });
}
