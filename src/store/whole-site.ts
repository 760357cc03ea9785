import type pg from 'pg';

import type { SiteProperties } from '../model/site.js';
import { only, type Database } from './database.js';
import { propertiesOf, SITE_COLUMNS, type StoredSite } from './sites.js';

type Definitions = Record<string, unknown>;

/** A site with all that is defined for it, as it is written in a file; each definition as it was saved. */
export interface WholeSite extends SiteProperties {
  integrations: Definitions;
  integrationSets: Definitions;
  schedules: Definitions;
}

/** The site with what it has now. Definitions are not judged: newer rules may refuse what is to be deleted. */
export async function readWholeSite(client: pg.PoolClient, stored: StoredSite): Promise<WholeSite> {
  const { rows } = await client.query<Omit<WholeSite, keyof SiteProperties>>(`select ${DEFINITIONS}`, [stored.site]);
  return { ...propertiesOf(stored), ...only(rows) };
}

/** The site as it is at one moment. */
export async function findWholeSite(database: Database, site: string): Promise<WholeSite | undefined> {
  const { rows } = await database.query<StoredSite & WholeSite>(
    `select ${SITE_COLUMNS}, ${DEFINITIONS} from site where id = $1`,
    [site],
  );
  return rows.map(({ site: id, integrator, ...whole }) => whole)[0];
}

const DEFINITIONS = `(${definitionsOf('integration')}) as integrations, (${definitionsOf('integration_set')}) as "integrationSets",
  (select coalesce(jsonb_object_agg(name, definition), '{}') from schedule where site = $1) as schedules`;

function definitionsOf(table: 'integration' | 'integration_set'): string {
  return `select coalesce(jsonb_object_agg(name, definition), '{}')
    from ${table} join ${table}_version using (site, name, version) where site = $1`;
}
