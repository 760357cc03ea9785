import type { Database } from './database.js';

/**
 * Lets a run that waits hold its file name.
 *
 * @throws pg.DatabaseError 23505 on the index `run_file_in_use`: another run holds it still.
 */
export async function holdFile(database: Database, id: string): Promise<void> {
  await database.query('update run set holds_file = true where id = $1', [id]);
}

/** How many of the runs that wait for a file name are told when it is free: one goes on, the others may be gone. */
const TOLD = 5;

/** Ids of the runs that wait for the file name of a run, the one that has waited longest first. */
export async function listRunsThatWait(database: Database, id: string): Promise<string[]> {
  const { rows } = await database.query<{ id: string }>(
    `select waiting.id from run join run as waiting using (site, file_name)
     where run.id = $1 and waiting.ended_at is null and not waiting.holds_file
     order by waiting.started_at limit ${TOLD}`,
    [id],
  );
  return rows.map(({ id: waiting }) => waiting);
}
