import { randomUUID } from 'node:crypto';

import type pg from 'pg';

import type { SiteAction, SiteActionDetails, SiteAudit, SiteChange } from '../model/site-audit.js';
import type { Database } from './database.js';

/** Something that was done, as it is kept. */
export interface StoredAudit {
  /** Where it stands in the list. */
  position: number;
  /** Null where it was done to no site, as with API keys. */
  site: string | null;
  at: Date;
  action: SiteAction;
  by: string;
  reason: string | null;
  details: SiteActionDetails;
  change: SiteChange | null;
}

/** Which lines of the audit to list. */
export interface AuditFilter {
  site?: string | undefined;
  action?: SiteAction | undefined;
  by?: string | undefined;
  /** The first moment, and the one after the last. */
  from?: Date | undefined;
  to?: Date | undefined;
  /** The position of the last one of the page before. */
  before: number | undefined;
  limit: number;
}

/** Writes down what was done to a site, or to none; what is written down already stays as it is. */
export async function insertAudits(
  database: Database | pg.PoolClient,
  site: string | null,
  audits: readonly SiteAudit[],
): Promise<void> {
  await database.query(
    `insert into site_audit (id, site, at, by, action, reason, details, change)
     select id, $1, to_timestamp(at / 1000.0), by, action, reason, details, change
     from jsonb_to_recordset($2)
       as done (id uuid, at float8, by text, action text, reason text, details jsonb, change jsonb)
     on conflict (id) do nothing`,
    [site, JSON.stringify(audits)],
  );
}

/** Writes down what is done now, in the transaction that does it, so that neither is without the other. */
export async function insertAudit(
  client: pg.PoolClient,
  site: string | null,
  done: Omit<SiteAudit, 'id' | 'at'>,
): Promise<void> {
  await insertAudits(client, site, [{ id: randomUUID(), at: Date.now(), ...done }]);
}

/** What was done, newest first; to every site, and to API keys, where no site is named. */
export async function listAudits(
  database: Database,
  { site, action, by, from, to, before, limit }: AuditFilter,
): Promise<StoredAudit[]> {
  const { rows } = await database.query<StoredAudit>(
    `select position, site, at, action, by, reason, details, change from site_audit
     where ($1::text is null or site = $1) and ($2::text is null or action = $2) and ($3::text is null or by = $3)
       and ($4::timestamptz is null or at >= $4) and ($5::timestamptz is null or at < $5)
       and ($6::bigint is null or position < $6)
     order by position desc limit $7`,
    [site, action, by, from, to, before, limit],
  );
  return rows;
}
