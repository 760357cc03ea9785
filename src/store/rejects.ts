import { CORRECTS } from './claim-rejects.js';
import type { Reject } from '../model/reject.js';
import type { Database } from './database.js';

/** A reject with what the Transaction Assistant needs of it. */
export interface StoredReject extends Reject {
  /** Its texts by column; null where the line could not be read as a record. */
  fields: string[] | null;
  /** The run in which its correction went through. */
  resolvedBy: string | null;
  /** The run that is under way with its correction. */
  underWayIn: string | null;
  /** The later run that has brought its key again. */
  supersededBy: string | null;
}

/** A reject as a load writes it down. */
export interface NewReject extends Reject {
  fields: readonly string[] | null;
  /** The values of its primary key as a JSON array, where they could be read. */
  key: string | null;
}

/**
 * Makes it the turn of a later attempt to load, which begins with no rejects: what an earlier one refused because of a
 * key may be all right by now.
 *
 * @returns whether it is its turn; a later one may have come before, or the run may have ended.
 */
export async function takeTurn(database: Database, run: string, attempt: number): Promise<boolean> {
  const { rows } = await database.query<{ granted: boolean }>(
    `with turn as (
       update run set load_attempt = $2 where id = $1 and load_attempt <= $2 and ended_at is null returning id
     ), forgotten as (
       delete from reject using turn where reject.run = turn.id
     )
     select exists (select from turn) as granted`,
    [run, attempt],
  );
  return rows[0]?.granted === true;
}

/** Keeps rejects of a run, while it is the attempt's turn to load. */
export async function saveRejects(
  database: Database,
  run: string,
  attempt: number,
  rejects: readonly NewReject[],
): Promise<void> {
  if (rejects.length === 0) return;
  await database.query(
    `with turn as (select id from run where id = $1 and load_attempt = $9 and ended_at is null for share)
     insert into reject (run, record, line, byte_offset, raw, reasons, fields, key)
     select turn.id, given.* from turn,
       unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::text[], $6::jsonb[], $7::jsonb[], $8::text[]) as given
     on conflict (run, record) do nothing`,
    [
      run,
      rejects.map(({ record }) => record),
      rejects.map(({ line }) => line),
      rejects.map(({ byteOffset }) => byteOffset),
      rejects.map(({ raw }) => raw),
      rejects.map(({ reasons }) => JSON.stringify(reasons)),
      rejects.map(({ fields }) => fields && JSON.stringify(fields)),
      rejects.map(({ key }) => key),
      attempt,
    ],
  );
}

/** Which rejects of a run to list, in file order. */
export interface RejectFilter {
  /** With a reason for this field. */
  field?: string | undefined;
  /** With a reason of this code. */
  code?: string | undefined;
  resolved?: boolean | undefined;
  /** Of these records. */
  records?: readonly number[] | undefined;
  /** The last record of the page before; 0 for the first page. */
  after: number;
  limit: number;
}

export async function listRejects(database: Database, run: string, filter: RejectFilter): Promise<StoredReject[]> {
  const { rows } = await database.query<StoredReject>(
    `select record, line, byte_offset as "byteOffset", raw, reasons, fields, resolved_by as "resolvedBy",
       superseded_by as "supersededBy", (
         select answer.run from reject_answer as answer join run on run.id = answer.run
         where answer.rejected_run = reject.run and answer.rejected_record = reject.record
           and answer.is_correction and ${CORRECTS}
         limit 1
       ) as "underWayIn"
     from reject
     where run = $1 and record > $2
       and ($3::text is null or reasons @> jsonb_build_array(jsonb_build_object('field', $3::text)))
       and ($4::text is null or reasons @> jsonb_build_array(jsonb_build_object('code', $4::text)))
       and ($5::boolean is null or (resolved_by is not null) = $5)
       and ($6::bigint[] is null or record = any($6))
     order by record limit $7`,
    [run, filter.after, filter.field, filter.code, filter.resolved, filter.records, filter.limit],
  );
  return rows;
}

/** How many rejects of a run there are for each field and code, the most frequent first. */
export async function countRejects(
  database: Database,
  run: string,
): Promise<{ field: string | null; code: string; records: number }[]> {
  const { rows } = await database.query<{ field: string | null; code: string; records: number }>(
    `select reason ->> 'field' as field, reason ->> 'code' as code, count(distinct record) as records
     from reject, jsonb_array_elements(reasons) as reason where run = $1
     group by 1, 2 order by 3 desc, 1, 2`,
    [run],
  );
  return rows;
}

/** Forgets the rejects of a run that left nothing behind. */
export async function deleteRejects(database: Database, run: string): Promise<void> {
  await database.query('delete from reject where run = $1', [run]);
}
