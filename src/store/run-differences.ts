import type { Difference, DifferenceKind } from '../model/difference.js';
import { inTransaction, type Database } from './database.js';

/** Keeps what a dry run would change, instead of what an attempt before this one kept, while it is its turn to load. */
export async function saveDifferences(
  database: Database,
  run: string,
  attempt: number,
  differences: readonly Difference[],
): Promise<void> {
  await inTransaction(database, async (client) => {
    const turn = await client.query(
      'select from run where id = $1 and load_attempt = $2 and ended_at is null for share',
      [run, attempt],
    );
    if (turn.rowCount === 0) return;
    await client.query('delete from run_difference where run = $1', [run]);
    await client.query(
      `insert into run_difference (run, kind, position, before, after)
       select $1, kind, row_number() over (partition by kind order by at), before, after
       from unnest($2::text[], $3::jsonb[], $4::jsonb[]) with ordinality as given (kind, before, after, at)`,
      [
        run,
        differences.map(({ kind }) => kind),
        differences.map(({ before }) => before && JSON.stringify(before)),
        differences.map(({ after }) => after && JSON.stringify(after)),
      ],
    );
  });
}

/** The differences of a dry run, in the order they were found. */
export async function listDifferences(database: Database, run: string, kind?: DifferenceKind): Promise<Difference[]> {
  const { rows } = await database.query<Difference>(
    `select kind, before, after from run_difference where run = $1 and ($2::text is null or kind = $2)
     order by kind, position`,
    [run, kind],
  );
  return rows;
}
