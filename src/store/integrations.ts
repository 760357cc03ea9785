import type { Integration } from '../model/integration.js';
import { inTransaction, only, type Database } from './database.js';

/** An integration as it is kept. */
export interface StoredIntegration {
  integration: string;
  version: number;
  definition: Integration;
}

/**
 * Keeps the definition as a new version, unless it equals the current one; answers the version that is current now
 * and whether the integration is new.
 */
export async function saveIntegration(
  database: Database,
  site: string,
  name: string,
  definition: Integration,
): Promise<{ version: number; created: boolean }> {
  return inTransaction(database, async (client) => {
    // One after the other: two that came at once would both make the same next version.
    await client.query('select from site where id = $1 for update', [site]);
    const { rows } = await client.query<{ version: number; created: boolean }>(
      `with latest as (
       select version, definition from integration_version where site = $1 and name = $2 order by version desc limit 1
     ), saved as (
       insert into integration_version (site, name, version, definition)
       select $1, $2, coalesce((select version from latest), 0) + 1, $3::jsonb
       where not exists (select from latest where definition = $3::jsonb)
       returning version
     )
     insert into integration (site, name, version)
     select $1, $2, coalesce((select version from saved), (select version from latest))
     on conflict (site, name) do update set version = excluded.version
     returning version, xmax = 0 as created`,
      [site, name, definition],
    );
    return only(rows);
  });
}

export async function findIntegration(
  database: Database,
  site: string,
  name: string,
): Promise<StoredIntegration | undefined> {
  const { rows } = await database.query<StoredIntegration>(
    `select name as integration, version, definition
     from integration join integration_version using (site, name, version) where site = $1 and name = $2`,
    [site, name],
  );
  return rows[0];
}

/** The definition a run keeps, whatever became of the integration since. */
export async function findIntegrationVersion(
  database: Database,
  site: string,
  name: string,
  version: number,
): Promise<Integration | undefined> {
  const { rows } = await database.query<{ definition: Integration }>(
    'select definition from integration_version where site = $1 and name = $2 and version = $3',
    [site, name, version],
  );
  return rows[0]?.definition;
}

export async function listIntegrations(database: Database, site: string): Promise<StoredIntegration[]> {
  const { rows } = await database.query<StoredIntegration>(
    `select name as integration, version, definition
     from integration join integration_version using (site, name, version) where site = $1 order by name`,
    [site],
  );
  return rows;
}

/** Deletes the integration; its versions stay for the runs that used them. Answers whether it was there. */
export async function deleteIntegration(database: Database, site: string, name: string): Promise<boolean> {
  const { rowCount } = await database.query('delete from integration where site = $1 and name = $2', [site, name]);
  return rowCount === 1;
}
