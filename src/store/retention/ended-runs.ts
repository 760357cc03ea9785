import type { Database } from '../database.js';

/** Those of the runs that have ended and are settled. One that is not known here has not, as far as can be told. */
export async function findEndedRuns(database: Database, runs: readonly string[]): Promise<Set<string>> {
  const { rows } = await database.query<{ id: string }>(
    'select id from run where id = any($1::uuid[]) and ended_at is not null and not may_have_applied',
    [runs],
  );
  return new Set(rows.map(({ id }) => id));
}
