import { DRAFT } from './claim-rejects.js';
import type { Database } from './database.js';
import type { StoredRun } from './runs.js';

/** A record of a run that stands for a reject of an earlier run. */
export interface RejectAnswer {
  record: number;
  rejectedRun: string;
  rejectedRecord: number;
}

/** A key that a record of a file brings, as a JSON array. */
export interface BroughtKey {
  record: number;
  key: string;
}

/** Of a run and a reject: whether the reject is open, has a key, and is of an earlier run of the integration $1, $2. */
const IS_OPEN = `run.site = $1 and run.integration = $2 and run.id <> $3 and run.ended_at is not null
  and not run.dry_run and run.status <> 'Failed'
  and reject.key is not null and reject.resolved_by is null and reject.superseded_by is null`;

type RunOfIntegration = Pick<StoredRun, 'site' | 'integration' | 'id'>;

/** Whether a key that the run brings can be that of a reject at all. */
export async function hasOpenRejects(
  database: Database,
  { site, integration, id }: RunOfIntegration,
): Promise<boolean> {
  const { rows } = await database.query<{ some: boolean }>(
    `select exists (select from reject join run on run.id = reject.run where ${IS_OPEN}) as some`,
    [site, integration, id],
  );
  return rows[0]?.some === true;
}

/** Notes which records of a run carry the key of an open reject again. */
export async function saveKeysBrought(
  database: Database,
  { site, integration, id }: RunOfIntegration,
  brought: readonly BroughtKey[],
): Promise<void> {
  if (brought.length === 0) return;
  await database.query(
    `insert into reject_answer (run, record, rejected_run, rejected_record, is_correction)
     select $3::uuid, brought.record, reject.run, reject.record, false
     from unnest($4::bigint[], $5::text[]) as brought (record, key)
     join reject using (key) join run on run.id = reject.run
     where ${IS_OPEN}
     on conflict do nothing`,
    [site, integration, id, brought.map(({ record }) => record), brought.map(({ key }) => key)],
  );
}

/**
 * Notes which rejects a request will correct, before its run is opened: `insertRun` takes them up. Whatever a rejected
 * record was itself a correction of is corrected with it.
 */
export async function saveCorrections(
  database: Database,
  { run, requestHash }: { run: string; requestHash: string },
  answers: readonly RejectAnswer[],
): Promise<void> {
  await database.query(
    `with given as (
       select * from unnest($3::bigint[], $4::uuid[], $5::bigint[]) as given (record, rejected_run, rejected_record)
     )
     insert into reject_answer (run, record, rejected_run, rejected_record, is_correction)
     select ${DRAFT}, record, rejected_run, rejected_record, true from given
     union
     select ${DRAFT}, given.record, earlier.rejected_run, earlier.rejected_record, true
     from given join reject_answer as earlier
       on earlier.run = given.rejected_run and earlier.record = given.rejected_record and earlier.is_correction
     on conflict do nothing`,
    [
      run,
      requestHash,
      answers.map(({ record }) => record),
      answers.map(({ rejectedRun }) => rejectedRun),
      answers.map(({ rejectedRecord }) => rejectedRecord),
    ],
  );
}

/** The corrections among a run's records whose reject a later run has overtaken. */
export async function listOvertakenCorrections(
  database: Database,
  run: string,
): Promise<{ record: number; by: string }[]> {
  const { rows } = await database.query<{ record: number; by: string }>(
    `select answer.record, later.name as by
     from reject_answer as answer
     join reject on reject.run = answer.rejected_run and reject.record = answer.rejected_record
     join run as later on later.id = reject.superseded_by
     where answer.run = $1 and answer.is_correction`,
    [run],
  );
  return rows;
}

/**
 * What the records of a run that went through mean for the rejects they stand for: a correction resolves its reject, a
 * key that came again overtakes it, also where it was refused again: then the newer reject is the one to correct. That is
 * not said by a correction, which is no newer than what it corrects. Of a dry run, nothing went through. Done again, it changes nothing.
 */
export async function settleAnswers(database: Database, run: string): Promise<void> {
  await database.query(
    // Grouped: two records may answer one reject, its correction and one that has the key it had.
    `update reject
     set resolved_by = coalesce(resolved_by, case when answer.corrects then $1::uuid end),
       superseded_by = coalesce(superseded_by, case when answer.comes_again then $1::uuid end)
     from (
       select rejected_run, rejected_record, bool_or(is_correction) as corrects,
         bool_or(not is_correction) as comes_again
       from reject_answer as answer
       where run = $1 and not exists (select from run where run.id = $1 and run.dry_run)
         and (
           not exists (select from reject as own where own.run = $1 and own.record = answer.record)
           or not is_correction and exists (select from run where run.id = $1 and run.resubmits is null)
         )
       group by 1, 2
     ) as answer
     where reject.run = answer.rejected_run and reject.record = answer.rejected_record`,
    [run],
  );
}
