import type { Database } from './database.js';

/** A turn no attempt ever has. */
const NOBODY = 2_147_483_647;

/**
 * Notes, before the target commits, that an attempt to load the run is about to: from then on, only the target knows
 * whether the records were applied.
 *
 * @returns whether it may: it is its turn, and the run has not ended.
 */
export async function announceCommit(database: Database, run: string, attempt: number): Promise<boolean> {
  const { rowCount } = await database.query(
    'update run set may_have_applied = true where id = $1 and load_attempt = $2 and ended_at is null',
    [run, attempt],
  );
  return rowCount === 1;
}

/**
 * Lets no attempt to load the run announce a commit any more.
 *
 * @returns whether one has before, so that the records may have been applied.
 */
export async function forbidCommit(database: Database, run: string): Promise<boolean> {
  const { rows } = await database.query<{ announced: boolean }>(
    `update run set load_attempt = ${NOBODY} where id = $1 returning may_have_applied as announced`,
    [run],
  );
  return rows[0]?.announced === true;
}
