import {
  CancellationScope,
  log,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  upsertSearchAttributes,
} from '@temporalio/workflow';

import type { Activities } from '../activities/index.js';
import { endedLoad, type AppliedRecords } from '../model/ended-load.js';
import { completedStatus, NO_RECORDS } from '../model/run-counts.js';
import type { RunOutcome } from '../model/run.js';
import { cleanUpStep, longStep, shortStep, tidyStep } from './activity-options.js';
import { describeFailure } from './describe-failure.js';
import { endRun } from './end-run.js';
import { exportRecords } from './export-records.js';
import { awaitFileTurn, passFileOn } from './file-turn.js';
import { Halt } from './halt.js';
import type { RunRequest } from '../model/run-request.js';
import type { RunResult } from './messages.js';
import { IntegratorRunName } from './search-attributes.js';

const { openRun, closeRun, forbidCommit } = proxyLocalActivities<Activities>(shortStep);
const { receiveFile, openFile, loadRecords } = proxyActivities<Activities>(longStep);
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
    return endRun(opened.name, { status: 'Not Run', counts: NO_RECORDS, ...opened.refusal });
  }
  upsertSearchAttributes([{ key: IntegratorRunName, value: opened.name }]);
  log.info('Run opened', { trigger: request.trigger });
  const outcome = await CancellationScope.nonCancellable(async () => {
    const { exports } = opened;
    const reached =
      exports === undefined
        ? await moveRecords(request.run, opened, halt)
        : await exportRecords(request.run, exports, halt);
    // The file of the source goes where files that were loaded, or failed, go. It holds the run up no longer than a while.
    const isKnown = reached.unsettled !== true;
    if (opened.receives && isKnown) await putAwayFile(request.run, reached.status).catch(() => undefined);
    await passFileOn(await closeRun(request.run, reached));
    return reached;
  });
  return endRun(opened.name, outcome);
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
    return { status: completedStatus(counts), counts };
  } catch (error) {
    const failure =
      halt.reason === undefined ? describeFailure(error) : ({ code: 'halted', reason: halt.reason } as const);
    return endedLoad(failure, await endLoad(run, loading));
  }
}

/** What comes before the records: the file's name, the file, what is inside it. */
async function prepareFile(run: string, { waits, receives, opens }: OpenedRun): Promise<void> {
  if (waits) await awaitFileTurn(run);
  if (receives) {
    setCurrentDetails('Receiving the file');
    await receiveFile(run);
  }
  if (opens) {
    setCurrentDetails('Opening the file');
    await openFile(run);
  }
}

/**
 * An attempt to load may have applied before the one that failed, or may sleep and try to later: the target is asked,
 * and told. Where it cannot be, it matters only if an attempt had come as far as to commit.
 */
async function endLoad(run: string, hasBegun: boolean): Promise<AppliedRecords> {
  if (!hasBegun) return 'none';
  const mayHaveApplied = await forbidCommit(run);
  try {
    return (await discardLoad(run)) ?? 'none';
  } catch {
    return mayHaveApplied ? 'unknown' : 'none';
  }
}
