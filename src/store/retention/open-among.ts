import type { Database } from '../database.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Those of the names that are ids of runs that are open or unsettled. */
export async function findOpenAmong(database: Database, names: readonly string[]): Promise<Set<string>> {
  const { rows } = await database.query<{ id: string }>(
    'select id from run where id = any($1::uuid[]) and (ended_at is null or may_have_applied)',
    [names.filter((name) => UUID.test(name))],
  );
  return new Set(rows.map(({ id }) => id));
}
