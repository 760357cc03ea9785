import { KEPT_DAYS } from '../../model/retention.js';
import { only, type Database } from '../database.js';
import { IS_HELD } from '../held-requests.js';
import { daysAgo, endedBefore, OF_SITE, RETENTION } from './kept-until.js';
import type { Removed } from './retention-passes.js';

/** How many rows one transaction removes at most. */
const BATCH = 1000;

/**
 * Under what ids corrections stand that are on their way: of runs that are open or unsettled, and of requests that are
 * held, which wait under the id of a draft (claim-rejects.ts) or are those of the run that is repeated.
 */
const CORRECTING = `select id from run where ended_at is null or may_have_applied
  union select md5(run::text || coalesce(request ->> 'requestHash', ''))::uuid from held_request where ${IS_HELD}
  union select (request ->> 'rerunOf')::uuid from held_request where ${IS_HELD} and request ? 'rerunOf'`;

/** Runs that a held request names, those they repeat and those of their sets: it cannot be run without them. */
const NAMED = `with recursive named (id) as (
    select id::uuid from held_request
      cross join unnest(array[request ->> 'rerunOf', request #>> '{resubmits,run}']) as id
    where ${IS_HELD} and id is not null
    union
    select other from run join named using (id) cross join unnest(array[rerun_of, set_run]) as other
    where other is not null
  ) select id from named`;

/**
 * Runs that are kept no more: the members of a set as long as the set's run, which is the last of them to end. Whatever
 * is to be forgotten first is forgotten by the deletions before that of the runs.
 */
const OLD_RUNS = `select run.id from run ${OF_SITE} left join run as whole on whole.id = run.set_run
  where ${endedBefore(`${RETENTION} ->> 'runs'`)}
    and (whole.id is null or whole.ended_at < ${daysAgo(`${RETENTION} ->> 'runs'`)})
    and coalesce(whole.id, run.id) not in (${NAMED})
    and not exists (
      select from reject_answer as answer where answer.rejected_run = run.id and answer.run in (${CORRECTING}))`;

/** A reject nobody has to see to any more: it was corrected, or a later run has brought its key again. */
const IS_SETTLED = '(reject.resolved_by is not null or reject.superseded_by is not null)';
const OLD_REJECTS = `select reject.ctid from reject join run on run.id = reject.run ${OF_SITE}
  where run.ended_at is not null and not run.may_have_applied
    and run.ended_at < ${daysAgo(`case when ${IS_SETTLED} then ${RETENTION} ->> 'rejects'
      else coalesce(${RETENTION} ->> 'openRejects', ${RETENTION} ->> 'runs') end`)}
    and not exists (
      select from reject_answer as answer
      where answer.rejected_run = reject.run and answer.rejected_record = reject.record
        and answer.run in (${CORRECTING}))`;

const ofOldRuns = (table: string): string => `select ctid from ${table} where run in (${OLD_RUNS})`;

/** What is removed, in this order: a table, and the rows of it, by ctid. */
const DELETIONS: readonly { what: Removed; table: string; rows: string }[] = [
  { what: 'rejects', table: 'reject', rows: OLD_REJECTS },
  { what: 'steps', table: 'run_step', rows: ofOldRuns('run_step') },
  { what: 'differences', table: 'run_difference', rows: ofOldRuns('run_difference') },
  { what: 'rejects', table: 'reject', rows: ofOldRuns('reject') },
  // What a run corrects is known as long as the run, so that it is not repeated over what came later (claim-rejects.ts).
  { what: 'answers', table: 'reject_answer', rows: ofOldRuns('reject_answer') },
  {
    // Of a resubmission that was asked for and never opened; its rejects are gone.
    what: 'answers',
    table: 'reject_answer',
    rows: `select ctid from reject_answer as answer
      where not exists (select from run where run.id = answer.run)
        and not exists (select from run where run.id = answer.rejected_run)`,
  },
  {
    // Before its run, without which it would be held again.
    what: 'heldRequests',
    table: 'held_request',
    rows: `${ofOldRuns('held_request')}
      union all
      select ctid from held_request
      where outcome is not null and settled_at < ${daysAgo(String(KEPT_DAYS.audits))}
        and not exists (select from run where run.id = held_request.run)`,
  },
  {
    // One that is not accounted for yet would be taken for missed, or run again.
    what: 'fires',
    table: 'fire',
    rows: `select fire.ctid from fire left join schedule on schedule.id = fire.schedule
      where state = 'ended' and fired_at < ${daysAgo(String(KEPT_DAYS.leftovers))}
        and (schedule.id is null or intended_at < accounted_until)
        and not exists (select from schedule_era where schedule_era.schedule = fire.schedule)
        and (fire.run in (${OLD_RUNS}) or not exists (select from run where run.id = fire.run))`,
  },
  { what: 'runs', table: 'run', rows: `select ctid from run where id in (${OLD_RUNS})` },
  { what: 'audits', table: 'site_audit', rows: olderThan('site_audit', 'at', KEPT_DAYS.audits) },
  { what: 'passes', table: 'retention_pass', rows: olderThan('retention_pass', 'started_at', KEPT_DAYS.audits) },
];

function olderThan(table: string, column: string, days: number): string {
  return `select ctid from ${table} where ${column} < ${daysAgo(String(days))}`;
}

/**
 * Removes rows that are kept no more, in transactions of 1,000 rows at most. What an open run, a held request or an open
 * fire needs stays. Cut off and begun again, it goes on where it was.
 *
 * @param pass that counts what was removed, in the same transactions.
 * @param onBatch called after each; throws to end it.
 */
export async function removeOldRows(database: Database, pass: string, onBatch: () => void): Promise<void> {
  for (const { what, table, rows } of DELETIONS) {
    const statement = deletion(table, rows);
    let removed: number;
    do {
      const answer = await database.query<{ removed: number }>(statement, [pass, what, BATCH]);
      ({ removed } = only(answer.rows));
      onBatch();
    } while (removed === BATCH);
  }
}

function deletion(table: string, rows: string): string {
  return `with gone as (
      delete from ${table} where ctid = any(array(select ctid from (${rows}) as old limit $3)) returning 1
    ), counted as (
      select count(*) as removed from gone
    ), noted as (
      update retention_pass
      set removed = retention_pass.removed
        || jsonb_build_object($2::text, coalesce((retention_pass.removed ->> $2)::bigint, 0) + counted.removed)
      from counted where id = $1 and counted.removed > 0
    )
    select removed from counted`;
}
