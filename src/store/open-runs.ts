import type { RunStepName } from '../model/run.js';
import type { Database } from './database.js';

/** How far an open run is. */
export interface OpenRunProgress {
  run: string;
  name: string;
  startedAt: Date;
  /** The step that began last; null before the first. */
  step: RunStepName | null;
}

/** How far those of the runs are that are In-Progress, by their ids. */
export async function findProgress(database: Database, runs: readonly string[]): Promise<Map<string, OpenRunProgress>> {
  if (runs.length === 0) return new Map();
  const { rows } = await database.query<OpenRunProgress>(
    `select id as run, name, started_at as "startedAt",
       (select step from run_step where run_step.run = run.id order by started_at desc limit 1) as step
     from run where id = any($1::uuid[]) and ended_at is null`,
    [runs],
  );
  return new Map(rows.map((row) => [row.run, row]));
}
