import type pg from 'pg';

import { insertAudit } from './audits.js';
import { inTransaction, only, type Database } from './database.js';

/** Who armed a connection, when, why. */
export interface Arming {
  by: string;
  at: Date;
  reason: string;
}

/** The connections of a site that are armed, by name. One that was changed since it was armed is not. */
export async function findArmings(database: Database | pg.PoolClient, site: string): Promise<Record<string, Arming>> {
  const { rows } = await database.query<Arming & { connection: string }>(
    `select connection, by, at, reason from connection_arming join site on site.id = connection_arming.site
     where site.id = $1 and connections -> connection = definition order by connection`,
    [site],
  );
  return Object.fromEntries(rows.map(({ connection, ...arming }) => [connection, arming]));
}

/** Arms a connection that the site has, as it is now; armed already, it gets the new reason. */
export async function armConnection(
  database: Database,
  site: string,
  connection: string,
  { by, reason }: Omit<Arming, 'at'>,
): Promise<Arming> {
  return inTransaction(database, async (client) => {
    const { rows } = await client.query<Arming>(
      `insert into connection_arming (site, connection, definition, by, reason)
       select id, $2, connections -> $2, $3, $4 from site where id = $1 and connections ? $2
       on conflict (site, connection) do update
         set definition = excluded.definition, by = excluded.by, reason = excluded.reason, at = excluded.at
       returning by, at, reason`,
      [site, connection, by, reason],
    );
    const armed = only(rows);
    await insertAudit(client, site, { action: 'arm', by, reason, details: { connection } });
    return armed;
  });
}

/** Disarms a connection, where it is armed. */
export async function disarmConnection(
  database: Database,
  site: string,
  connection: string,
  by: string,
): Promise<void> {
  await inTransaction(database, async (client) => {
    const armed = Object.hasOwn(await findArmings(client, site), connection);
    await client.query('delete from connection_arming where site = $1 and connection = $2', [site, connection]);
    if (!armed) return;
    await insertAudit(client, site, { action: 'disarm', by, details: { connection } });
  });
}

/** Disarms all connections of a site; answers those that were armed. */
export async function disarmSite(client: pg.PoolClient, site: string): Promise<string[]> {
  const armed = Object.keys(await findArmings(client, site));
  await client.query('delete from connection_arming where site = $1', [site]);
  return armed;
}
