import type { RunProgress } from '../model/run-progress.js';
import type { RunStepName } from '../model/run.js';
import type { Database } from './database.js';

/** How far a run is. */
export interface OpenRunProgress {
  run: string;
  name: string;
  startedAt: Date;
  endedAt: Date | null;
  /** The step that began last; null before the first. */
  step: RunStepName | null;
  /** How far that step has come, where it is under way and has noted that. */
  progress: RunProgress | null;
}

/** How far those of the runs are that have a row, by their ids. */
export async function findProgress(database: Database, runs: readonly string[]): Promise<Map<string, OpenRunProgress>> {
  if (runs.length === 0) return new Map();
  const { rows } = await database.query<OpenRunProgress>(
    `select id as run, name, run.started_at as "startedAt", run.ended_at as "endedAt", step,
       case when last.ended_at is null then jsonb_build_object('step', step) || progress end as progress
     from run left join lateral (
       select step, ended_at, progress from run_step where run_step.run = run.id order by started_at desc limit 1
     ) as last on true
     where id = any($1::uuid[])`,
    [runs],
  );
  return new Map(rows.map((row) => [row.run, row]));
}
