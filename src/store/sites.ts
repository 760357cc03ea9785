import { isDeepStrictEqual } from 'node:util';

import type pg from 'pg';

import type { IntegratorState, SiteProperties } from '../model/site.js';
import { insertAudit } from './audits.js';
import { inTransaction, type Database } from './database.js';
import { endEras } from './schedule-eras.js';

/** A site as it is kept. */
export interface StoredSite extends SiteProperties {
  site: string;
  /** As the site's workflow last wrote it. */
  integrator: IntegratorState;
}

export const SITE_COLUMNS = `id as site, kind, time_zone as "timeZone", connections, exclusion_groups as "exclusionGroups", calendars,
  notifications, retention, integrator`;

/** Makes the site, or changes its properties; answers whether it is new. */
export async function saveSite(
  database: Database,
  site: string,
  properties: SiteProperties,
  by: string,
): Promise<{ created: boolean }> {
  return inTransaction(database, async (client) => {
    const before = await lockSite(client, site);
    const { rowCount } = await client.query(
      'select from site where id = $1 and (time_zone, calendars) is distinct from ($2, $3::jsonb) for update',
      [site, properties.timeZone, properties.calendars],
    );
    if (rowCount === 1) {
      await endEras(client, site);
      // Its schedules have changed with it: they were not due before at the times they are due by now.
      await client.query('update schedule set changed_at = clock_timestamp() where site = $1 and enabled', [site]);
    }
    await client.query(
      `insert into site (id, kind, time_zone, connections, exclusion_groups, calendars, notifications,
       retention)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (id) do update
       set kind = excluded.kind, time_zone = excluded.time_zone, connections = excluded.connections,
         exclusion_groups = excluded.exclusion_groups, calendars = excluded.calendars,
         notifications = excluded.notifications, retention = excluded.retention, updated_at = now()`,
      [
        site,
        properties.kind,
        properties.timeZone,
        properties.connections,
        properties.exclusionGroups,
        properties.calendars,
        properties.notifications,
        properties.retention,
      ],
    );
    const created = before === undefined;
    const change = { from: created ? null : propertiesOf(before), to: properties };
    if (!isDeepStrictEqual(change.from, change.to)) {
      await insertAudit(client, site, { by, action: created ? 'make' : 'change', details: {}, change });
    }
    return { created };
  });
}

/** The site as it stays until the transaction ends, also where there is none. */
export async function lockSite(client: pg.PoolClient, site: string): Promise<StoredSite | undefined> {
  // A row that is not there yet cannot be locked.
  await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [site]);
  const { rows } = await client.query<StoredSite>(`select ${SITE_COLUMNS} from site where id = $1 for update`, [site]);
  return rows[0];
}

/** What was defined of the site, without how it is. */
export function propertiesOf({ site, integrator, ...properties }: StoredSite): SiteProperties {
  return properties;
}

export async function findSite(database: Database, site: string): Promise<StoredSite | undefined> {
  const { rows } = await database.query<StoredSite>(`select ${SITE_COLUMNS} from site where id = $1`, [site]);
  return rows[0];
}

export async function listSites(database: Database): Promise<StoredSite[]> {
  const { rows } = await database.query<StoredSite>(`select ${SITE_COLUMNS} from site order by id`);
  return rows;
}

/** The sites that are not Stopped, as their workflows last wrote. */
export async function listSitesAtWork(database: Database): Promise<string[]> {
  const { rows } = await database.query<{ id: string }>(
    `select id from site where integrator <> 'Stopped' order by id`,
  );
  return rows.map(({ id }) => id);
}

/** Notes the state of the site's Integrator, for lists. */
export async function noteIntegratorState(
  database: Database | pg.PoolClient,
  site: string,
  state: IntegratorState,
): Promise<void> {
  await database.query('update site set integrator = $2 where id = $1', [site, state]);
}
