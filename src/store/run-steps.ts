import type { StepProgress } from '../model/run-progress.js';
import type { RunStepName } from '../model/run.js';
import type { Database } from './database.js';

/** A step of a run and what it said (seed: Additional Details). */
export interface StoredRunStep {
  step: RunStepName;
  startedAt: Date;
  endedAt: Date | null;
  lines: { at: string; text: string }[];
  /** How far it has come, where that was noted; it is of use while it is under way. */
  progress: StepProgress | null;
}

/** An attempt that slept past the end of its run adds nothing to it. */
const IS_OPEN = `exists (select from run where id = $1 and ended_at is null)`;

/** Which attempt, counted from 1, is at which step of a run. What one adds that another has taken over from is left out. */
export interface AttemptAtStep {
  run: string;
  step: RunStepName;
  attempt: number;
}

/** Notes that a step begins; one that is tried again goes on where its lines ended. */
export async function beginStep(database: Database, { run, step, attempt }: AttemptAtStep): Promise<void> {
  await database.query(
    `insert into run_step (run, step, attempt) select $1, $2, $3 where ${IS_OPEN}
     on conflict (run, step) do update set ended_at = null, attempt = excluded.attempt, progress = null
     where run_step.attempt <= excluded.attempt`,
    [run, step, attempt],
  );
}

/** Notes how far a step has come that is under way. */
export async function noteStepProgress(
  database: Database,
  { run, step, attempt }: AttemptAtStep,
  progress: StepProgress,
): Promise<void> {
  await database.query(
    `update run_step set progress = $4 where run = $1 and step = $2 and attempt = $3 and ended_at is null`,
    [run, step, attempt, progress],
  );
}

/** Adds what a step that has ended had to say. */
export async function endStep(
  database: Database,
  { run, step, attempt }: AttemptAtStep,
  lines: readonly { at: string; text: string }[],
): Promise<void> {
  await database.query(
    `update run_step set lines = lines || $4::jsonb, ended_at = clock_timestamp()
     where run = $1 and step = $2 and attempt = $3 and ${IS_OPEN}`,
    [run, step, attempt, JSON.stringify(lines)],
  );
}

/** Stands for what a step had to say last, and could not: its worker was gone, or the connection was. */
const UNHEARD = 'What it said last could not be written down';

/** Ends the steps of a run that is about to be closed which could not write down that they have. */
export async function endUnheardSteps(database: Database, run: string): Promise<void> {
  const line = { at: new Date().toISOString(), text: UNHEARD };
  await database.query(
    `update run_step set lines = lines || $2::jsonb, ended_at = clock_timestamp() where run = $1 and ended_at is null`,
    [run, JSON.stringify([line])],
  );
}

export async function listSteps(database: Database, run: string): Promise<StoredRunStep[]> {
  const { rows } = await database.query<StoredRunStep>(
    `select step, started_at as "startedAt", ended_at as "endedAt", lines, progress from run_step where run = $1
     order by started_at`,
    [run],
  );
  return rows;
}
