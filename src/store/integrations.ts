import { isDeepStrictEqual } from 'node:util';

import type pg from 'pg';

import { inTransaction, only, type Database } from './database.js';
import { readBy } from '../model/definition-issues.js';
import { integration, type Integration } from '../model/integration.js';

/** An integration as it is kept. */
export interface StoredIntegration {
  integration: string;
  version: number;
  definition: Integration;
}

/** A row of integration_version: as it was saved, perhaps before there were properties that it lacks. */
interface VersionRow {
  integration: string;
  version: number;
  definition: unknown;
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
    const version = await saveVersion(client, site, name, definition);
    const { rows } = await client.query<{ created: boolean }>(
      `insert into integration (site, name, version) values ($1, $2, $3)
       on conflict (site, name) do update set version = excluded.version
       returning xmax = 0 as created`,
      [site, name, version],
    );
    return { version, created: only(rows).created };
  });
}

/** Answers the version that holds the definition: the latest one, or a new one. */
async function saveVersion(
  client: pg.PoolClient,
  site: string,
  name: string,
  definition: Integration,
): Promise<number> {
  const { rows } = await client.query<Omit<VersionRow, 'integration'>>(
    'select version, definition from integration_version where site = $1 and name = $2 order by version desc limit 1',
    [site, name],
  );
  const [latest] = rows;
  if (latest !== undefined && isDeepStrictEqual(integration.safeParse(latest.definition).data, definition)) {
    return latest.version;
  }
  const version = (latest?.version ?? 0) + 1;
  await client.query('insert into integration_version (site, name, version, definition) values ($1, $2, $3, $4)', [
    site,
    name,
    version,
    definition,
  ]);
  return version;
}

export async function findIntegration(
  database: Database,
  site: string,
  name: string,
): Promise<StoredIntegration | undefined> {
  const { rows } = await database.query<VersionRow>(
    `select name as integration, version, definition
     from integration join integration_version using (site, name, version) where site = $1 and name = $2`,
    [site, name],
  );
  return rows.map(readVersion)[0];
}

/** The definition a run keeps, whatever became of the integration since. */
export async function findIntegrationVersion(
  database: Database,
  site: string,
  name: string,
  version: number,
): Promise<Integration | undefined> {
  const { rows } = await database.query<VersionRow>(
    `select name as integration, version, definition from integration_version
     where site = $1 and name = $2 and version = $3`,
    [site, name, version],
  );
  return rows.map(readVersion)[0]?.definition;
}

export async function listIntegrations(database: Database, site: string): Promise<StoredIntegration[]> {
  const { rows } = await database.query<VersionRow>(
    `select name as integration, version, definition
     from integration join integration_version using (site, name, version) where site = $1 order by name`,
    [site],
  );
  return rows.map(readVersion);
}

/**
 * A definition with the defaults of properties that came after it was saved.
 *
 * @throws IntegratorError `invalid-definition` for one that newer rules refuse.
 */
function readVersion({ integration: name, version, definition }: VersionRow): StoredIntegration {
  const what = `integration ${name}, saved as version ${version},`;
  return { integration: name, version, definition: readBy(integration, definition, 'invalid-definition', what) };
}

/** Deletes the integration; its versions stay for the runs that used them. Answers whether it was there. */
export async function deleteIntegration(database: Database, site: string, name: string): Promise<boolean> {
  const { rowCount } = await database.query('delete from integration where site = $1 and name = $2', [site, name]);
  return rowCount === 1;
}
