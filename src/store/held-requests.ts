import type pg from 'pg';

import type { HeldRequest, HeldStatus } from '../model/held-request.js';
import type { AnyRunRequest } from '../model/run-request.js';
import { only, type Database } from './database.js';

/** A request that came while its site was not Running, as it is kept. */
export interface StoredHeldRequest {
  /** Where it stands in the order they were asked for. */
  position: number;
  request: AnyRunRequest;
  askedAt: Date;
  status: HeldStatus;
  settledAt: Date | null;
  settledBy: string | null;
}

/** Its run may have been asked for once more, and have run, without any start that ran what was held. */
const HAS_RUN = 'exists (select from run where run.id = held_request.run)';
/** Of `held_request`: it is held still. */
export const IS_HELD = `outcome is null and not ${HAS_RUN}`;
const STATUS = `case when outcome = 'run' or ${HAS_RUN} then 'run' when outcome = 'discarded' then 'discarded' else 'held' end`;

/**
 * Writes down requests that their site refused, in this order. One that is written down already stays where it is,
 * unless it was discarded and is asked for anew.
 */
export async function holdRequests(database: Database | pg.PoolClient, asked: readonly HeldRequest[]): Promise<void> {
  // One statement may not write the same row twice.
  const once = [...new Map(asked.map((one) => [one.request.run, one])).values()];
  await database.query(
    `insert into held_request (run, site, request, asked_at)
     select (request ->> 'run')::uuid, request ->> 'site', request, to_timestamp("askedAt" / 1000.0)
     from rows from (jsonb_to_recordset($1) as (request jsonb, "askedAt" float8)) with ordinality
     where not exists (select from run where id = (request ->> 'run')::uuid)
     order by ordinality
     on conflict (run) do update
       set position = default, asked_at = excluded.asked_at, outcome = null, settled_at = null, settled_by = null
       where held_request.outcome = 'discarded' and held_request.settled_at < excluded.asked_at`,
    [JSON.stringify(once)],
  );
}

/** Discards what a site holds; answers how many requests that were. */
export async function discardHeld(database: Database | pg.PoolClient, site: string, by: string): Promise<number> {
  const { rowCount } = await database.query(
    `update held_request set outcome = 'discarded', settled_at = clock_timestamp(), settled_by = $2
     where site = $1 and ${IS_HELD}`,
    [site, by],
  );
  return rowCount ?? 0;
}

/**
 * The request that a site is to run next of those it holds; `begun` is the one before, which is noted as run. Asked
 * again with the same `begun`, it gives the same.
 */
export async function nextHeld(
  database: Database,
  site: string,
  by: string,
  begun: string | undefined,
): Promise<AnyRunRequest | undefined> {
  await database.query(
    `update held_request set outcome = 'run', settled_at = clock_timestamp(), settled_by = $2
     where run = $1 and outcome is null`,
    [begun, by],
  );
  const { rows } = await database.query<{ request: AnyRunRequest }>(
    `select request from held_request where site = $1 and ${IS_HELD} order by position limit 1`,
    [site],
  );
  return rows[0]?.request;
}

export async function countHeld(database: Database, site: string): Promise<number> {
  const { rows } = await database.query<{ count: number }>(
    `select count(*) from held_request where site = $1 and ${IS_HELD}`,
    [site],
  );
  return only(rows).count;
}

/** Requests of a site with this status, in the order they were asked for, after the last one of the page before. */
export async function listHeld(
  database: Database,
  site: string,
  { status, after, limit }: { status: HeldStatus; after: number | undefined; limit: number },
): Promise<StoredHeldRequest[]> {
  const { rows } = await database.query<StoredHeldRequest>(
    `select position, request, asked_at as "askedAt", status, settled_at as "settledAt", settled_by as "settledBy"
     from (select *, ${STATUS} as status from held_request where site = $1) as asked
     where status = $2 and ($3::bigint is null or position > $3)
     order by position limit $4`,
    [site, status, after, limit],
  );
  return rows;
}
