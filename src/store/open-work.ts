import { only, type Database } from './database.js';
import type { IntegratorState } from '../model/site.js';

/** What is open in all sites at a moment. */
export interface OpenWork {
  sites: { site: string; integrator: IntegratorState; openRuns: number }[];
  /** How long the run has been open that was opened first, in seconds; 0 where none is. */
  oldestOpenRun: number;
  /** Requests that were made while their site was not Running, and still are to be run or discarded. */
  heldRequests: number;
  /** Fires that wait for an earlier run of their schedule. */
  waitingFires: number;
}

/** Reads what is open, by the indexes of what is open alone: however many runs there were, it costs the same. */
export async function readOpenWork(database: Database): Promise<OpenWork> {
  const { rows } = await database.query<OpenWork>(
    `with open as (
       select site, started_at from run where ended_at is null
     ), sites as (
       select id as site, integrator, count(open.site) as "openRuns"
       from site left join open on open.site = site.id group by id
     )
     select (select coalesce(json_agg(sites), '[]') from sites) as sites,
       (select coalesce(extract(epoch from clock_timestamp() - min(started_at)), 0)::float8 from open) as "oldestOpenRun",
       (select count(*) from held_request
        where outcome is null and not exists (select from run where run.id = held_request.run)) as "heldRequests",
       (select count(*) from fire where state <> 'ended' and state = 'waiting') as "waitingFires"`,
  );
  return only(rows);
}
