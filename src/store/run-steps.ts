import type { RunStepName } from '../model/run.js';
import type { Database } from './database.js';

/** A step of a run and what it said (seed: Additional Details). */
export interface StoredRunStep {
  step: RunStepName;
  startedAt: Date;
  endedAt: Date | null;
  lines: { at: string; text: string }[];
}

/** An attempt that slept past the end of its run adds nothing to it. */
const IS_OPEN = `exists (select from run where id = $1 and ended_at is null)`;

/** Notes that a step begins; one that is tried again goes on where its lines ended. */
export async function beginStep(database: Database, run: string, step: RunStepName): Promise<void> {
  await database.query(
    `insert into run_step (run, step) select $1, $2 where ${IS_OPEN}
     on conflict (run, step) do update set ended_at = null`,
    [run, step],
  );
}

/** Adds what a step has to say, and notes its end where it has ended. */
export async function noteStep(
  database: Database,
  run: string,
  step: RunStepName,
  lines: readonly { at: string; text: string }[],
  ended: boolean,
): Promise<void> {
  await database.query(
    `update run_step set lines = lines || $3::jsonb, ended_at = case when $4 then clock_timestamp() end
     where run = $1 and step = $2 and ${IS_OPEN}`,
    [run, step, JSON.stringify(lines), ended],
  );
}

export async function listSteps(database: Database, run: string): Promise<StoredRunStep[]> {
  const { rows } = await database.query<StoredRunStep>(
    `select step, started_at as "startedAt", ended_at as "endedAt", lines from run_step where run = $1
     order by started_at`,
    [run],
  );
  return rows;
}
