import { activityInfo } from '@temporalio/activity';

import { withHeartbeat } from './heartbeat.js';
import { notingProgress, type Reached } from './note-progress.js';
import type { RunStepName } from '../model/run.js';
import type { Database } from '../store/database.js';
import { beginStep, endStep } from '../store/run-steps.js';

/** Adds a line to what a step says (seed: Additional Details). Never a secret, never a record's content. */
export type Say = (text: string) => void;

/**
 * Does a step of a run with a heartbeat every second, and writes down when it began and ended and what it said; how it
 * failed is its last line. `progress`, which the work keeps up to date, goes with the heartbeats and is written down too.
 */
export async function runStep<Result>(
  database: Database,
  { run, step, progress }: { run: string; step: RunStepName; progress?: Reached },
  work: (say: Say) => Promise<Result>,
): Promise<Result> {
  const lines: { at: string; text: string }[] = [];
  const say: Say = (text) => lines.push({ at: new Date().toISOString(), text });
  const { attempt } = activityInfo();
  const at = { run, step, attempt };
  if (attempt > 1) say(`Attempt ${attempt}`);
  return withHeartbeat(progress, async () => {
    await beginStep(database, at);
    try {
      const result = await notingProgress(database, at, progress, () => work(say));
      // What is done is not to be done again because it could not be written down.
      await endStep(database, at, lines).catch(() => undefined);
      return result;
    } catch (error) {
      say(error instanceof Error ? error.message : String(error));
      // What failed matters more than whether it could be written down.
      await endStep(database, at, lines).catch(() => undefined);
      throw error;
    }
  });
}
