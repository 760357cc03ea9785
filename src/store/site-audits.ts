import type pg from 'pg';

import type { SiteAction, SiteActionDetails, SiteAudit } from '../model/site-audit.js';
import type { Database } from './database.js';

/** Something that was done to a site's Integrator, as it is kept. */
export interface StoredSiteAudit {
  /** Where it stands in the list. */
  position: number;
  at: Date;
  action: SiteAction;
  by: string;
  reason: string | null;
  details: SiteActionDetails;
}

/** Writes down what was done to a site; what is written down already stays as it is. */
export async function insertAudits(
  database: Database | pg.PoolClient,
  site: string,
  audits: readonly SiteAudit[],
): Promise<void> {
  await database.query(
    `insert into site_audit (id, site, at, by, action, reason, details)
     select id, $1, to_timestamp(at / 1000.0), by, action, reason, details
     from jsonb_to_recordset($2) as done (id uuid, at float8, by text, action text, reason text, details jsonb)
     on conflict (id) do nothing`,
    [site, JSON.stringify(audits)],
  );
}

/** What was done to a site, newest first; `before` is the position of the last one of the page before. */
export async function listAudits(
  database: Database,
  site: string,
  { before, limit }: { before: number | undefined; limit: number },
): Promise<StoredSiteAudit[]> {
  const { rows } = await database.query<StoredSiteAudit>(
    `select position, at, action, by, reason, details from site_audit
     where site = $1 and ($2::bigint is null or position < $2)
     order by position desc limit $3`,
    [site, before, limit],
  );
  return rows;
}
