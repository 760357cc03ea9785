import type pg from 'pg';

import type { IntegratorState, SiteProperties } from '../model/site.js';
import { inTransaction, only, type Database } from './database.js';
import { endEras } from './schedule-eras.js';

/** A site as it is kept. */
export interface StoredSite extends SiteProperties {
  site: string;
  /** As the site's workflow last wrote it. */
  integrator: IntegratorState;
}

const COLUMNS = `id as site, kind, time_zone as "timeZone", connections, exclusion_groups as "exclusionGroups", calendars,
  integrator`;

/** Makes the site, or changes its properties; answers whether it is new. */
export async function saveSite(
  database: Database,
  site: string,
  properties: SiteProperties,
): Promise<{ created: boolean }> {
  return inTransaction(database, async (client) => {
    const { rowCount } = await client.query(
      'select from site where id = $1 and (time_zone, calendars) is distinct from ($2, $3::jsonb) for update',
      [site, properties.timeZone, properties.calendars],
    );
    if (rowCount === 1) await endEras(client, site);
    const { rows } = await client.query<{ created: boolean }>(
      `insert into site (id, kind, time_zone, connections, exclusion_groups, calendars) values ($1, $2, $3, $4, $5, $6)
     on conflict (id) do update
       set kind = excluded.kind, time_zone = excluded.time_zone, connections = excluded.connections,
         exclusion_groups = excluded.exclusion_groups, calendars = excluded.calendars, updated_at = now()
     returning xmax = 0 as created`,
      [
        site,
        properties.kind,
        properties.timeZone,
        properties.connections,
        properties.exclusionGroups,
        properties.calendars,
      ],
    );
    return only(rows);
  });
}

export async function findSite(database: Database, site: string): Promise<StoredSite | undefined> {
  const { rows } = await database.query<StoredSite>(`select ${COLUMNS} from site where id = $1`, [site]);
  return rows[0];
}

export async function listSites(database: Database): Promise<StoredSite[]> {
  const { rows } = await database.query<StoredSite>(`select ${COLUMNS} from site order by id`);
  return rows;
}

/** Deletes the site with its integrations, its uploads and what it held. Its runs and its audit stay. */
export async function deleteSite(database: Database, site: string): Promise<void> {
  await inTransaction(database, async (client) => {
    await client.query('delete from held_request where site = $1', [site]);
    await client.query('delete from site where id = $1', [site]);
  });
}

/** Notes the state of the site's Integrator, for lists. */
export async function noteIntegratorState(
  database: Database | pg.PoolClient,
  site: string,
  state: IntegratorState,
): Promise<void> {
  await database.query('update site set integrator = $2 where id = $1', [site, state]);
}
