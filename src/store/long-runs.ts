import type { Database } from './database.js';

/** How many of the last runs tell how long one usually takes. */
const LAST = 20;
/** So many of these have taken no longer. */
const SHARE = 0.95;
/** By so much a run must be longer. */
const TIMES = 2;
/** And this, in seconds: what takes moments may take many of them. */
const AT_LEAST = 5 * 60;

/**
 * Writes down, for those who listen to `run-long`, each run that is In-Progress for much longer than the last ones of its
 * integration, or set, took; each once. One that never ran through has nothing to be compared with.
 */
export async function raiseLongRuns(database: Database): Promise<void> {
  await database.query(
    `select raise_notification(run.site, 'run-long', run.integration, run.id::text, jsonb_build_object(
       'run', run.id, 'runName', run.name, 'integration', run.integration,
       'startedAt', to_char(run.started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'usualSeconds', usual))
     from site join run on run.site = site.id and run.ended_at is null and not run.dry_run
     cross join lateral (
       select percentile_cont($2) within group (order by extract(epoch from ended_at - started_at)) as usual
       from (
         select started_at, ended_at from run as earlier
         where earlier.site = run.site and earlier.integration = run.integration and earlier.is_set = run.is_set
           and status in ('Completed', 'Completed with Errors') and not earlier.dry_run
         order by started_at desc limit $1
       ) as last
     ) as usually
     where tells_of(notifications, 'run-long') and usual is not null
       and run.started_at < clock_timestamp() - make_interval(secs => greatest($3 * usual, $4))`,
    [LAST, SHARE, TIMES, AT_LEAST],
  );
}
