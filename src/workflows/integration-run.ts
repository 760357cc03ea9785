import {
  ApplicationFailure,
  CancellationScope,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  upsertSearchAttributes,
} from '@temporalio/workflow';

import type { Activities } from '../activities/index.js';
import { completedStatus, describeCounts, NO_RECORDS } from '../model/run-counts.js';
import type { RunOutcome } from '../model/run.js';
import { cleanUpStep, longStep, shortStep } from './activity-options.js';
import { describeFailure, type Failure } from './describe-failure.js';
import { Halt } from './halt.js';
import type { RunRequest } from '../model/run-request.js';
import type { RunResult } from './messages.js';
import { IntegratorRunName, IntegratorStatus } from './search-attributes.js';

const { openRun, closeRun } = proxyLocalActivities<Activities>(shortStep);
const { receiveFile, loadRecords } = proxyActivities<Activities>(longStep);
const { discardLoad } = proxyActivities<Activities>(cleanUpStep);

/**
 * One run of an integration: opened, its file received, its records loaded, closed. Only its site starts it.
 *
 * @throws ApplicationFailure with the code of what made it Failed, after the run was closed.
 */
export async function integrationRun(request: RunRequest): Promise<RunResult> {
  const halt = new Halt();
  const opened = await CancellationScope.nonCancellable(() => openRun(request));
  if (opened.refusal !== undefined) {
    return { name: opened.name, status: 'Not Run', counts: NO_RECORDS, ...opened.refusal };
  }
  upsertSearchAttributes([{ key: IntegratorRunName, value: opened.name }]);
  const outcome = await CancellationScope.nonCancellable(async () => {
    const reached = await moveRecords(request.run, opened.fromSource, halt);
    await closeRun(request.run, reached);
    return reached;
  });
  upsertSearchAttributes([{ key: IntegratorStatus, value: outcome.status }]);
  setCurrentDetails(`**${outcome.status}**: ${outcome.reason ?? describeCounts(outcome.counts)}`);
  if (outcome.status === 'Failed') {
    throw ApplicationFailure.create({
      message: outcome.reason ?? outcome.status,
      type: outcome.code ?? 'internal',
      nonRetryable: true,
      // What somebody did on purpose is no alarm.
      ...(outcome.code === 'halted' ? { category: 'BENIGN' as const } : {}),
    });
  }
  return { name: opened.name, ...outcome };
}

/** The steps of a run, and what becomes of it when one of them fails or it is halted. */
async function moveRecords(run: string, fromSource: boolean, halt: Halt): Promise<RunOutcome> {
  let loading = false;
  try {
    const counts = await halt.scope.run(async () => {
      if (fromSource) {
        setCurrentDetails('Receiving the file');
        await receiveFile(run);
      }
      setCurrentDetails('Loading the records');
      loading = true;
      return loadRecords(run);
    });
    return { status: completedStatus(counts), counts };
  } catch (error) {
    const failure =
      halt.reason === undefined ? describeFailure(error) : ({ code: 'halted', reason: halt.reason } as const);
    return settle(run, failure, loading);
  }
}

/**
 * An attempt to load may have applied before the one that failed, or may sleep and try to later: the target is asked,
 * and told.
 */
async function settle(run: string, failure: Failure, loading: boolean): Promise<RunOutcome> {
  const applied = loading ? await discardLoad(run).catch(() => undefined) : undefined;
  if (applied !== undefined) return { status: completedStatus(applied), counts: applied };
  return { status: 'Failed', counts: NO_RECORDS, ...failure };
}
