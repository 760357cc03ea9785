import type pg from 'pg';

import type { NewRun } from './insert-run.js';

/** How many records a refusal names. */
const NAMED = 20;

/** Takes up the corrections that a resubmission was asked with, or that the run it repeats has. */
export async function takeUpCorrections(client: pg.PoolClient, run: NewRun): Promise<void> {
  await client.query(
    `insert into reject_answer (run, record, rejected_run, rejected_record, is_correction)
     select $1, record, rejected_run, rejected_record, true from reject_answer
     where run in (${DRAFT}, $3::uuid) and is_correction
     on conflict do nothing`,
    [run.id, run.requestHash ?? '', run.rerunOf],
  );
}

/**
 * Makes sure that no reject is corrected twice: another run that corrects one of them, and is open or unsettled, keeps
 * this one out, and so does one that has done so before, unless that is repeated. Two that come at once wait for each
 * other here.
 *
 * @returns why the run may not run, where it may not.
 */
export async function claimRejects(client: pg.PoolClient, run: NewRun): Promise<NewRun['refusal']> {
  await client.query(
    `select from reject where (run, record) in
       (select rejected_run, rejected_record from reject_answer where run = $1 and is_correction)
     order by run, record for update`,
    [run.id],
  );
  const { rows } = await client.query<{ record: number; by: string }>(
    `with recursive repeated (id) as (
       select $2::uuid
       union
       select run.rerun_of from run join repeated using (id) where run.rerun_of is not null
     )
     select mine.rejected_record as record, other.name as by
     from reject_answer as mine
     join reject on reject.run = mine.rejected_run and reject.record = mine.rejected_record
     join lateral (
       select name from run
       where id = reject.resolved_by and not exists (select from repeated where repeated.id = run.id)
       union all
       select name from reject_answer as answer join run on run.id = answer.run
       where answer.rejected_run = mine.rejected_run and answer.rejected_record = mine.rejected_record
         and answer.is_correction and answer.run <> $1 and ${CORRECTS}
       limit 1
     ) as other on true
     where mine.run = $1 and mine.is_correction
     order by 1 limit ${NAMED}`,
    [run.id, run.rerunOf],
  );
  if (rows.length === 0) return refuseForgotten(client, run.id);
  const named = rows.map(({ record, by }) => `${record} (${by})`).join(', ');
  const reason = `Records of the run were corrected meanwhile, or their correction is on its way: ${named}. Send the others.`;
  return { code: 'reject-resolved', reason };
}

/** Rejects that are kept no more cannot say whether a later run has brought their keys again. */
async function refuseForgotten(client: pg.PoolClient, run: string): Promise<NewRun['refusal']> {
  const { rowCount } = await client.query(
    `select from reject_answer as mine left join reject
       on reject.run = mine.rejected_run and reject.record = mine.rejected_record
     where mine.run = $1 and mine.is_correction
     group by mine.record having count(reject.run) = 0 limit 1`,
    [run],
  );
  if (rowCount === 0) return undefined;
  const reason =
    'Rejects that this run corrects are kept no more: what came later may have overtaken them. Send the records as a file of their own.';
  return { code: 'reject-not-found', reason };
}

/** Of a run: what it corrects may be applied by it. */
export const CORRECTS = `(run.ended_at is null or run.may_have_applied) and not run.dry_run`;

/**
 * Where the corrections of a request wait until its run is opened: an id made of the run's, $1, and the request's hash,
 * $2. Two different requests with one Idempotency-Key have one run id and are told apart by it.
 */
export const DRAFT = `md5($1::uuid::text || $2)::uuid`;
