import type pg from 'pg';

import type { Database } from './database.js';
import type { IntegratorState } from '../model/site.js';

/** A site as its row tells that no workflow knows. */
export interface RestoredSite {
  integrator: IntegratorState;
  /** Why it was stopped last. */
  reason: string | null;
  /** Integrations that were asked for while it was not Running. */
  pendingChanged: string[];
}

/**
 * A site whose workflow another Temporal namespace knew, or none: its database was restored, or it is new.
 *
 * @returns undefined where this namespace has known it: then somebody has ended its workflow.
 */
export async function findRestoredSite(
  database: Database,
  site: string,
  namespace: string,
): Promise<RestoredSite | undefined> {
  const { rows } = await database.query<RestoredSite>(
    `select integrator,
       (select reason from site_audit
        where site_audit.site = site.id and action = 'stop' and at >= site.created_at order by position desc limit 1) as reason,
       array(select distinct request ->> 'integration' from held_request
        where held_request.site = site.id and outcome is null and request ? 'integration'
          and not exists (select from run where run.id = held_request.run) order by 1) as "pendingChanged"
     from site where id = $1 and temporal_namespace is distinct from $2`,
    [site, namespace],
  );
  return rows[0];
}

/** The sites that this Temporal namespace has not known so far. */
export async function listRestoredSites(database: Database, namespace: string): Promise<string[]> {
  const { rows } = await database.query<{ id: string }>(
    'select id from site where temporal_namespace is distinct from $1 order by id',
    [namespace],
  );
  return rows.map(({ id }) => id);
}

/** Notes that the workflow of a site is known to a Temporal namespace. */
export async function noteNamespace(
  database: Database | pg.PoolClient,
  site: string,
  namespace: string,
): Promise<void> {
  await database.query('update site set temporal_namespace = $2 where id = $1', [site, namespace]);
}
