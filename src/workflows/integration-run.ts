import {
  ApplicationFailure,
  CancellationScope,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  sleep,
  upsertSearchAttributes,
} from '@temporalio/workflow';

import type { Activities } from '../activities/index.js';
import { completedStatus, describeCounts, NO_RECORDS } from '../model/run-counts.js';
import type { RunCounts, RunOutcome } from '../model/run.js';
import { cleanUpStep, longStep, shortStep, tidyStep } from './activity-options.js';
import { describeFailure, type Failure } from './describe-failure.js';
import { exportRecords } from './export-records.js';
import { Halt } from './halt.js';
import type { RunRequest } from '../model/run-request.js';
import type { RunResult } from './messages.js';
import { IntegratorRunName, IntegratorStatus } from './search-attributes.js';

const { openRun, holdFile, closeRun } = proxyLocalActivities<Activities>(shortStep);
const { awaitRuns, receiveFile, openFile, loadRecords } = proxyActivities<Activities>(longStep);
const { putAwayFile } = proxyActivities<Activities>(tidyStep);
const { discardLoad } = proxyActivities<Activities>(cleanUpStep);

type OpenedRun = Awaited<ReturnType<typeof openRun>>;

/**
 * One run of an integration: opened, its records moved, closed. Only its site starts it.
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
    const { exports } = opened;
    const reached =
      exports === undefined
        ? await moveRecords(request.run, opened, halt)
        : await exportRecords(request.run, exports, halt);
    // The file of the source goes where files that were loaded, or failed, go. It holds the run up no longer than a while.
    if (opened.receives) await putAwayFile(request.run, reached.status).catch(() => undefined);
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

/** The steps of an import, and what becomes of it when one of them fails or it is halted. */
async function moveRecords(run: string, opened: OpenedRun, halt: Halt): Promise<RunOutcome> {
  let loading = false;
  try {
    const counts = await halt.scope.run(async () => {
      await prepareFile(run, opened);
      setCurrentDetails('Loading the records');
      loading = true;
      return loadRecords(run);
    });
    return completed(counts);
  } catch (error) {
    const failure =
      halt.reason === undefined ? describeFailure(error) : ({ code: 'halted', reason: halt.reason } as const);
    return settle(run, failure, loading);
  }
}

/** What comes before the records: the file's name, the file, what is inside it. */
async function prepareFile(run: string, { waits, receives, opens }: OpenedRun): Promise<void> {
  if (waits) await waitForFile(run);
  if (receives) {
    setCurrentDetails('Receiving the file');
    await receiveFile(run);
  }
  if (opens) {
    setCurrentDetails('Opening the file');
    await openFile(run);
  }
}

/** One run at a time reads a file of one name: waits for the others until it is this one's turn. */
async function waitForFile(run: string): Promise<void> {
  for (let holder = await holdFile(run); holder !== undefined; holder = await holdFile(run)) {
    setCurrentDetails(`Waiting for its file, which run ${holder} is reading`);
    await awaitRuns([holder]);
    // Its workflow has ended; that its row is closed as well may take its site a moment.
    await sleep('200ms');
  }
}

/**
 * An attempt to load may have applied before the one that failed, or may sleep and try to later: the target is asked,
 * and told.
 */
async function settle(run: string, failure: Failure, loading: boolean): Promise<RunOutcome> {
  const applied = loading ? await discardLoad(run).catch(() => undefined) : undefined;
  return applied === undefined ? { status: 'Failed', counts: NO_RECORDS, ...failure } : completed(applied);
}

function completed(counts: RunCounts): RunOutcome {
  return { status: completedStatus(counts), counts };
}
