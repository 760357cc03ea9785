import type { Reject } from '../model/reject.js';
import type { Database } from './database.js';

/** Keeps rejects of a run. The same ones may come again when a load is tried again. */
export async function saveRejects(database: Database, run: string, rejects: readonly Reject[]): Promise<void> {
  if (rejects.length === 0) return;
  await database.query(
    `insert into reject (run, record, line, byte_offset, raw, reasons)
     select $1, * from unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::text[], $6::jsonb[])
     on conflict (run, record) do nothing`,
    [
      run,
      rejects.map(({ record }) => record),
      rejects.map(({ line }) => line),
      rejects.map(({ byteOffset }) => byteOffset),
      rejects.map(({ raw }) => raw),
      rejects.map(({ reasons }) => JSON.stringify(reasons)),
    ],
  );
}

/** Rejects of a run in file order, after record `after`. */
export async function listRejects(database: Database, run: string, after: number, limit: number): Promise<Reject[]> {
  const { rows } = await database.query<Reject>(
    `select record, line, byte_offset as "byteOffset", raw, reasons
     from reject where run = $1 and record > $2 order by record limit $3`,
    [run, after, limit],
  );
  return rows;
}

/** Forgets the rejects of a run that left nothing behind. */
export async function deleteRejects(database: Database, run: string): Promise<void> {
  await database.query('delete from reject where run = $1', [run]);
}
