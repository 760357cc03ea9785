import type { RunParts } from './run-view.js';
import type { Database } from '../store/database.js';
import { listSteps } from '../store/run-steps.js';
import type { StoredRun } from '../store/runs.js';
import { findMemberRuns } from '../store/set-runs.js';

/** What is to be read for the Run Summary of a run. */
export async function readRunParts(database: Database, { id, plan }: StoredRun): Promise<RunParts> {
  const [steps, members] = await Promise.all([listSteps(database, id), findMemberRuns(database, plan?.members ?? [])]);
  return { steps, members };
}
