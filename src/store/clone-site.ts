import type pg from 'pg';

import { disarmSite } from './armings.js';
import { insertAudit } from './audits.js';
import { copyDefinitions, copySchedules, type Copied } from './copy-definitions.js';
import { inTransaction, type Database } from './database.js';
import { findMissingUploads } from './missing-uploads.js';
import { lockSite } from './sites.js';
import { readWholeSite, type WholeSite } from './whole-site.js';
import { cloneConnections, type ClonedConnections } from '../model/cloned-connections.js';
import { IntegratorError } from '../model/errors.js';
import { requireCopyable } from '../model/require-copyable.js';
import type { IntegratorState, SiteProperties } from '../model/site.js';

/** What is to become of which site. */
export interface CloneRequest {
  from: string;
  to: string;
  /** What the copy is; where absent, it stays what it is, and a new one is DEV. */
  kind: 'STAGE' | 'DEV' | undefined;
  /** Where absent, it stays as it is, and a new one has that of the source. */
  timeZone: string | undefined;
  by: string;
}

/** What became of it. */
export interface ClonedSite {
  created: boolean;
  integrations: Copied;
  integrationSets: Copied;
  schedules: Copied;
  exclusionGroups: Copied;
  calendars: Copied;
  connections: Omit<ClonedConnections, 'connections'>;
  /** Connections that were armed and are not any more. */
  disarmed: string[];
  /** Uploaded files that are named and were not uploaded there. */
  missingFiles: string[];
}

type SiteRow = Pick<SiteProperties, 'kind' | 'connections' | 'exclusionGroups' | 'calendars'> & {
  site: string;
  integrator: IntegratorState;
};

/**
 * Makes a site a copy of another one, in one transaction: its integrations, sets, exclusion groups and calendars become
 * the source's, and so do its schedules, all disabled. Connections come without secrets, and none is armed (seed: When
 * you refresh, clone, or reset a tenant).
 *
 * @throws IntegratorError `site-not-found`; `invalid-request` where the copy is LIVE; `site-not-stopped`.
 */
export async function cloneSite(database: Database, request: CloneRequest): Promise<ClonedSite> {
  const { from, to, by } = request;
  return inTransaction(database, async (client) => {
    const { source, copy, created } = await lockSites(client, request);
    const before = created ? null : await readSite(client, to);
    const { connections, ...aboutConnections } = cloneConnections(source.connections, copy.connections);
    await client.query(
      `update site set kind = coalesce($2, kind), time_zone = coalesce($3, time_zone), connections = $4,
         exclusion_groups = $5, calendars = $6, updated_at = now()
       where id = $1`,
      [to, request.kind, request.timeZone, connections, source.exclusionGroups, source.calendars],
    );
    const cloned = {
      created,
      integrations: await copyDefinitions(client, 'integration', from, to, by),
      integrationSets: await copyDefinitions(client, 'integration_set', from, to, by),
      schedules: await copySchedules(client, from, to, `copied from ${from} by ${by}`),
      exclusionGroups: compareNames(source.exclusionGroups, copy.exclusionGroups),
      calendars: compareNames(source.calendars, copy.calendars),
      connections: aboutConnections,
      disarmed: await disarmSite(client, to),
      missingFiles: await findMissingUploads(client, to),
    };
    const change = { from: before, to: await readSite(client, to) };
    await insertAudit(client, to, { by, action: 'clone', details: { from }, change });
    return cloned;
  });
}

/** The site with all it has, as it stays but for this transaction; null where there is none. */
async function readSite(client: pg.PoolClient, site: string): Promise<WholeSite | null> {
  const stored = await lockSite(client, site);
  return stored === undefined ? null : readWholeSite(client, stored);
}

/** Both sites as they are until the transaction ends; a copy that is not there is made. */
async function lockSites(
  client: pg.PoolClient,
  { from, to, kind = 'DEV', timeZone }: CloneRequest,
): Promise<{ source: SiteRow; copy: SiteRow; created: boolean }> {
  const { rowCount } = await client.query(
    `insert into site (id, kind, time_zone, connections)
     select $2, $3, coalesce($4, time_zone), '{}' from site where id = $1
     on conflict (id) do nothing`,
    [from, to, kind, timeZone],
  );
  // In one order, so that two that clone in opposite directions do not wait for each other.
  const { rows } = await client.query<SiteRow>(
    `select id as site, kind, connections, exclusion_groups as "exclusionGroups", calendars, integrator
     from site where id in ($1, $2) order by id for update`,
    [from, to],
  );
  const source = rows.find(({ site }) => site === from);
  const copy = rows.find(({ site }) => site === to);
  if (source === undefined || copy === undefined) {
    throw new IntegratorError('site-not-found', `There is no site ${from}. GET /api/v1/sites lists what there is.`);
  }
  requireCopyable(copy);
  return { source, copy, created: rowCount === 1 };
}

function compareNames(source: object, own: object): Copied {
  const removed = Object.keys(own).filter((name) => !Object.hasOwn(source, name));
  return { copied: Object.keys(source), removed };
}
