import { DRAFT } from './claim-rejects.js';
import type { Database } from './database.js';

/** A record of a run that stands for a reject of an earlier run. */
export interface RejectAnswer {
  record: number;
  rejectedRun: string;
  rejectedRecord: number;
}

/** A reject that nobody has corrected, and its key. */
export interface OpenReject {
  run: string;
  record: number;
  key: string;
}

/** Notes which records of `run` correct which rejects, or carry the key of one again. */
export async function saveAnswers(
  database: Database,
  run: string,
  answers: readonly RejectAnswer[],
  { isCorrection }: { isCorrection: boolean },
): Promise<void> {
  if (answers.length === 0) return;
  await database.query(
    `insert into reject_answer (run, record, rejected_run, rejected_record, is_correction)
     select $1, record, rejected_run, rejected_record, $5
     from unnest($2::bigint[], $3::uuid[], $4::bigint[]) as given (record, rejected_run, rejected_record)
     on conflict do nothing`,
    [
      run,
      answers.map(({ record }) => record),
      answers.map(({ rejectedRun }) => rejectedRun),
      answers.map(({ rejectedRecord }) => rejectedRecord),
      isCorrection,
    ],
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

/** The rejects of earlier runs of an integration that are open and have a key. */
export async function listOpenRejects(
  database: Database,
  { site, integration, id }: { site: string; integration: string; id: string },
): Promise<OpenReject[]> {
  const { rows } = await database.query<OpenReject>(
    `select reject.run, reject.record, reject.key
     from reject join run on run.id = reject.run
     where run.site = $1 and run.integration = $2 and run.id <> $3 and run.ended_at is not null
       and not run.dry_run and run.status <> 'Failed'
       and reject.key is not null and reject.resolved_by is null and reject.superseded_by is null`,
    [site, integration, id],
  );
  return rows;
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

/** Which of these rejects of a run a correction is on its way for, in a run that is open. */
export async function listCorrectionsUnderWay(database: Database, run: string): Promise<Map<number, string>> {
  const { rows } = await database.query<{ record: number; by: string }>(
    `select answer.rejected_record as record, run.name as by
     from reject_answer as answer join run on run.id = answer.run
     where answer.rejected_run = $1 and answer.is_correction and run.ended_at is null`,
    [run],
  );
  return new Map(rows.map(({ record, by }) => [record, by]));
}

/**
 * What the records of a run that went through mean for the rejects they stand for: a correction resolves its reject, a
 * key that came again overtakes it. Done again, it changes nothing.
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
       where run = $1 and not exists (select from reject as own where own.run = $1 and own.record = answer.record)
       group by 1, 2
     ) as answer
     where reject.run = answer.rejected_run and reject.record = answer.rejected_record`,
    [run],
  );
}
