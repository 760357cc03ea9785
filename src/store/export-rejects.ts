import type { Progress } from './collected.js';
import type { Database } from './database.js';
import type { NewReject } from './rejects.js';

/**
 * Notes how far a run has come and what was refused of it, in one statement: what has arrived is accounted for.
 *
 * @returns whether it was the attempt's turn.
 */
export async function noteSent(
  database: Database,
  run: string,
  turn: number,
  { records, deletes }: Progress,
  rejects: readonly Pick<NewReject, 'record' | 'raw' | 'reasons' | 'key'>[],
): Promise<boolean> {
  const { rows } = await database.query<{ noted: boolean }>(
    `with turn as (
       update run set sent_records = $3, sent_deletes = $4
       where id = $1 and load_attempt = $2 and ended_at is null returning id
     ), refused as (
       insert into reject (run, record, line, byte_offset, raw, reasons, key)
       select turn.id, given.record, given.record, 0, given.raw, given.reasons, given.key from turn,
         unnest($5::bigint[], $6::text[], $7::jsonb[], $8::text[]) as given (record, raw, reasons, key)
       on conflict (run, record) do nothing
     )
     select exists (select from turn) as noted`,
    [
      run,
      turn,
      records,
      deletes,
      rejects.map(({ record }) => record),
      rejects.map(({ raw }) => raw),
      rejects.map(({ reasons }) => JSON.stringify(reasons)),
      rejects.map(({ key }) => key),
    ],
  );
  return rows[0]?.noted === true;
}

/** The numbers of the records of a run that were refused, in order. */
export async function refusedRecords(database: Database, run: string): Promise<number[]> {
  const { rows } = await database.query<{ record: number }>(
    'select record from reject where run = $1 order by record',
    [run],
  );
  return rows.map(({ record }) => record);
}
