import { Context } from '@temporalio/activity';
import { WorkflowNotFoundError } from '@temporalio/client';

import { acknowledge } from './acknowledge.js';
import type { Dependencies } from './dependencies.js';
import { discardLoad } from './discard-load.js';
import { finishRun } from './finish-run.js';
import { IntegratorError } from '../model/errors.js';
import { NO_RECORDS } from '../model/run-counts.js';
import type { RunCounts, RunOutcome } from '../model/run.js';
import { findRun, type StoredRun } from '../store/runs.js';

/** How each end of a workflow that could not close its run reads. */
const ENDINGS: Record<string, string> = {
  TERMINATED: 'The run was terminated by hand in Temporal',
  CANCELLED: 'Halted: the run was cancelled',
  TIMED_OUT: 'The run timed out in Temporal',
  FAILED: 'The run failed in Temporal',
};

/**
 * Closes a run whose workflow has ended, where the workflow could not do so itself: its load is discarded, its file
 * name released, its status Failed. Answers how the run ended.
 */
export const settleRun =
  (dependencies: Dependencies) =>
  async (id: string): Promise<RunOutcome & { name: string }> => {
    const { database } = dependencies;
    const run = await findRun(database, id);
    if (run === undefined) {
      return { name: id, status: 'Not Run', counts: NO_RECORDS, reason: 'The run ended before it was opened' };
    }
    if (run.status !== 'In-Progress') return outcomeOf(run);
    const reason = await describeEnding(id);
    // The target may be away for good; the file name is released all the same.
    const applied = await appliedBy(dependencies, run).catch(() => undefined);
    const after = applied === undefined ? '' : ', after its records had been applied';
    const counts = applied ?? NO_RECORDS;
    const outcome: RunOutcome = { status: 'Failed', code: 'halted', reason: reason + after, counts };
    await finishRun(dependencies, id, outcome, applied !== undefined);
    return outcomeOf((await findRun(database, id)) ?? run);
  };

/** The counts of what has come to stay of a run; from here on, no attempt of it does anything. */
async function appliedBy(dependencies: Dependencies, { id, direction }: StoredRun): Promise<RunCounts | undefined> {
  if (direction === 'import') return discardLoad(dependencies)(id);
  return (await acknowledge(dependencies)(id))?.counts;
}

/** @throws IntegratorError `service-unavailable` (tried again) while the workflow still runs: nothing may be closed under it. */
async function describeEnding(id: string): Promise<string> {
  const status = await workflowStatus(id);
  if (status === 'RUNNING') throw new IntegratorError('service-unavailable', `The run ${id} is still In-Progress.`);
  return ENDINGS[status] ?? 'The run ended in Temporal without being closed';
}

async function workflowStatus(id: string): Promise<string> {
  try {
    const description = await Context.current().client.workflow.getHandle(`run/${id}`).describe();
    return description.status.name;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 'NOT_FOUND';
    throw error;
  }
}

function outcomeOf({ name, status, counts, reason, code }: StoredRun): RunOutcome & { name: string } {
  return {
    name,
    status: status === 'In-Progress' ? 'Failed' : status,
    counts,
    ...(reason === null ? {} : { reason }),
    ...(code === null ? {} : { code }),
  };
}
