import type pg from 'pg';

import { IntegratorError } from '../../model/errors.js';
import type { RunCounts } from '../../model/run.js';

/** An attempt number no attempt reaches: a load that was discarded can never apply. */
const DISCARDED = 2_147_483_647;

/**
 * The marker of a load, in the target itself, so that it commits with the records (DESIGN §4). `attempt` is the fence:
 * only the newest attempt may apply. Sessions of a load carry its run id in their name.
 */
export function loadSessionName(run: string): string {
  return `integrator load ${run}`;
}

/** Makes the marker table where it is missing. */
export async function ensureMarkerTable(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ present: boolean }>(
    `select to_regclass('integrator.load') is not null as present`,
  );
  if (rows[0]?.present === true) return;
  // Two first loads at once would both create it: PostgreSQL's "if not exists" is no lock.
  await client.query(
    `begin;
     select pg_advisory_xact_lock(hashtext('integrator.load'));
     create schema if not exists integrator;
     create table if not exists integrator.load (
       run        uuid primary key,
       attempt    integer     not null,
       opened_at  timestamptz not null default now(),
       applied_at timestamptz,
       counts     jsonb
     );
     commit`,
  );
}

/**
 * Makes `attempt` the newest of the load and ends the sessions of earlier ones, which may hold locks.
 *
 * @returns the counts, where an earlier attempt has applied already.
 * @throws IntegratorError `superseded` when a newer attempt, or a discard, came before.
 */
export async function raiseFence(client: pg.Client, run: string, attempt: number): Promise<RunCounts | undefined> {
  if (attempt > 1) {
    await client.query(
      `select pg_terminate_backend(pid, 1000) from pg_stat_activity
       where application_name = $1 and usename = current_user and pid <> pg_backend_pid()`,
      [loadSessionName(run)],
    );
  }
  const { rows } = await client.query<{ attempt: number; counts: RunCounts | null }>(
    `insert into integrator.load (run, attempt) values ($1, $2)
     on conflict (run) do update set attempt = greatest(load.attempt, excluded.attempt)
     returning attempt, counts`,
    [run, attempt],
  );
  const [marker] = rows;
  if (marker?.counts) return marker.counts;
  if (marker?.attempt !== attempt) throw superseded(attempt);
  return undefined;
}

/** Ends every attempt of the load for good. @returns the counts, where one has applied already. */
export async function raiseLastFence(client: pg.Client, run: string): Promise<RunCounts | undefined> {
  return raiseFence(client, run, DISCARDED);
}

/**
 * Writes the counts into the marker, in the transaction that applies the records.
 *
 * @throws IntegratorError `superseded` when this is not the newest attempt any more.
 */
export async function markApplied(client: pg.Client, run: string, attempt: number, counts: RunCounts): Promise<void> {
  const { rowCount } = await client.query(
    `update integrator.load set counts = $3, applied_at = now()
     where run = $1 and attempt = $2 and counts is null`,
    [run, attempt, counts],
  );
  if (rowCount !== 1) throw superseded(attempt);
}

function superseded(attempt: number): IntegratorError {
  return new IntegratorError('superseded', `Attempt ${attempt} of this load was taken over; it applies nothing.`);
}
