import { log } from '@temporalio/activity';

import { acknowledge } from './acknowledge.js';
import type { Dependencies } from './dependencies.js';
import { closeRun } from './close-run.js';
import { closeSetRun } from './close-set-run.js';
import { discardLoad } from './discard-load.js';
import { putAwayFile } from './put-away-file.js';
import { workflowStatus } from './workflow-status.js';
import { endedExport } from '../model/ended-export.js';
import { endedLoad, type AppliedRecords, type Failure } from '../model/ended-load.js';
import { IntegratorError } from '../model/errors.js';
import { NO_RECORDS } from '../model/run-counts.js';
import type { RunOutcome } from '../model/run.js';
import { runWorkflowId } from '../model/workflow-ids.js';
import { forbidCommit } from '../store/load-commit.js';
import { findRun, type StoredRun } from '../store/runs.js';
import { findMemberRuns } from '../store/set-runs.js';

/** How each end of a workflow that could not close its run reads. */
const ENDINGS: Record<string, string> = {
  TERMINATED: 'The run was terminated by hand in Temporal',
  CANCELLED: 'Halted: the run was cancelled',
  TIMED_OUT: 'The run timed out in Temporal',
  FAILED: 'The run failed in Temporal',
  NOT_FOUND: 'The run is not known to Temporal any more, as when a backup was restored',
};

/** How a run ended whose workflow has. */
export interface SettledRun extends RunOutcome {
  name: string;
  /** The runs that wait for its file name, and were not told yet. */
  waiting: string[];
  /** Of the run of a set: runs of its members whose target is still to be asked whether it has their records. */
  unsettledMembers?: string[];
}

/**
 * Closes a run whose workflow has ended, where the workflow could not do so itself: its load is discarded, its file put
 * away, its file name released. It is Failed, unless its records had been applied.
 */
export const settleRun =
  (dependencies: Dependencies) =>
  async (id: string): Promise<SettledRun> => {
    const { database } = dependencies;
    const run = await findRun(database, id);
    if (run === undefined) {
      const reason = 'The run ended before it was opened';
      return { name: id, status: 'Not Run', counts: NO_RECORDS, reason, waiting: [] };
    }
    if (run.status !== 'In-Progress') return { ...outcomeOf(run), waiting: [] };
    const reason = await describeEnding(id);
    const failure = { code: 'halted', reason } as const;
    if (run.isSet) return settleSet(dependencies, run, failure);
    const isImport = run.direction === 'import';
    const outcome = isImport
      ? endedLoad(failure, await endLoad(dependencies, id))
      : endedExport(failure, await acknowledge(dependencies)(id, true).catch(() => undefined));
    if (isImport && outcome.unsettled !== true)
      await putAwayFile(dependencies)(id, outcome.status).catch(() => undefined);
    const waiting = await closeRun(dependencies)(id, outcome);
    log.warn(`Run closed for its workflow: ${outcome.status}`, { run: id, runName: run.name, reason: outcome.reason });
    return { ...outcomeOf((await findRun(database, id)) ?? run), waiting };
  };

/**
 * The member that was running is told by Temporal to end when its set's workflow does; it is waited for. What has not run
 * is Not Run.
 */
async function settleSet(dependencies: Dependencies, set: StoredRun, failure: Failure): Promise<SettledRun> {
  const { database } = dependencies;
  const members = async () => [...(await findMemberRuns(database, set.plan?.members ?? [])).values()];
  const waiting: string[] = [];
  for (const { run, status } of await members()) {
    if (status === 'In-Progress') waiting.push(...(await settleRun(dependencies)(run)).waiting);
  }
  await closeSetRun(dependencies)(set.id, { status: 'Failed', ...failure }, failure);
  // Also those that have closed themselves while they were waited for: who would see to them has ended with the set.
  const unsettledMembers = (await members()).filter(({ isUnsettled }) => isUnsettled).map(({ run }) => run);
  return { ...outcomeOf((await findRun(database, set.id)) ?? set), waiting, unsettledMembers };
}

/** The target may be away for good; the file name is released all the same. */
async function endLoad(dependencies: Dependencies, id: string): Promise<AppliedRecords> {
  const mayHaveApplied = await forbidCommit(dependencies.database, id);
  try {
    return (await discardLoad(dependencies)(id)) ?? 'none';
  } catch {
    return mayHaveApplied ? 'unknown' : 'none';
  }
}

/** @throws IntegratorError `service-unavailable` (tried again) while the workflow still runs: nothing may be closed under it. */
async function describeEnding(id: string): Promise<string> {
  const status = await workflowStatus(runWorkflowId(id));
  if (status === 'RUNNING') throw new IntegratorError('service-unavailable', `The run ${id} is still In-Progress.`);
  return ENDINGS[status] ?? 'The run ended in Temporal without being closed';
}

function outcomeOf({ name, status, counts, reason, code, mayHaveApplied }: StoredRun): Omit<SettledRun, 'waiting'> {
  return {
    name,
    status: status === 'In-Progress' ? 'Failed' : status,
    counts,
    ...(reason === null ? {} : { reason }),
    ...(code === null ? {} : { code }),
    ...(mayHaveApplied && status === 'Failed' ? { unsettled: true } : {}),
  };
}
