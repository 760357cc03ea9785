import { only, type Database } from '../database.js';

/** What retention removes, as a pass counts it. */
export type Removed =
  | 'runs'
  | 'steps'
  | 'differences'
  | 'rejects'
  | 'answers'
  | 'heldRequests'
  | 'fires'
  | 'audits'
  | 'passes'
  | 'files'
  | 'openedFiles'
  | 'parts'
  | 'states'
  | 'markers';

/** One time that retention was applied. */
export interface RetentionPass {
  startedAt: Date;
  /** Null while it is under way. */
  endedAt: Date | null;
  removed: Partial<Record<Removed, number>>;
}

/** Notes that a pass begins, or goes on after it was cut off. */
export async function beginPass(database: Database, pass: string): Promise<void> {
  await database.query('insert into retention_pass (id) values ($1) on conflict (id) do nothing', [pass]);
}

/** Adds to what a pass has removed, what was removed elsewhere than in this database. */
export async function noteRemoved(database: Database, pass: string, what: Removed, count: number): Promise<void> {
  if (count === 0) return;
  await database.query(
    `update retention_pass
     set removed = removed || jsonb_build_object($2::text, coalesce((removed ->> $2)::bigint, 0) + $3::bigint)
     where id = $1`,
    [pass, what, count],
  );
}

/** Notes that a pass has ended. @returns what it has removed. */
export async function endPass(database: Database, pass: string): Promise<RetentionPass['removed']> {
  const { rows } = await database.query<Pick<RetentionPass, 'removed'>>(
    'update retention_pass set ended_at = coalesce(ended_at, clock_timestamp()) where id = $1 returning removed',
    [pass],
  );
  return only(rows).removed;
}

/** The newest passes, the last one first. */
export async function listPasses(database: Database, limit: number): Promise<RetentionPass[]> {
  const { rows } = await database.query<RetentionPass>(
    `select started_at as "startedAt", ended_at as "endedAt", removed from retention_pass
     order by started_at desc limit $1`,
    [limit],
  );
  return rows;
}
