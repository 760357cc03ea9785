import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { ParentClosePolicy, proxyActivities, setCurrentDetails, startChild } from '@temporalio/workflow';

import type { Activities } from '../activities/index.js';
import type { RunRequest } from '../model/run-request.js';
import { longStep } from './activity-options.js';
import { describeRun } from './describe-run.js';
import type { Halt } from './halt.js';
import { integrationRun } from './integration-run.js';
import { haltRunSignal, type RunResult } from './messages.js';
import { persist } from './persist.js';
import { settleEndedRun } from './settle-ended-run.js';

const { awaitRuns } = proxyActivities<Activities>(longStep);

/**
 * Runs a member of a set to its end, whatever that is; a halt of the set halts it. It does not outlive its set: ended by
 * hand, Temporal cancels it.
 */
export async function runMember(request: RunRequest, halt: Halt): Promise<RunResult> {
  try {
    const child = await startChild(integrationRun, describeRun(request, ParentClosePolicy.REQUEST_CANCEL));
    let isRunning = true;
    halt.scope.cancelRequested.catch(() => {
      // One that has ended in the meantime cannot be told, and need not be.
      if (isRunning) child.signal(haltRunSignal, { reason: halt.reason ?? 'Halted' }).catch(() => undefined);
    });
    return await child.result().finally(() => (isRunning = false));
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) {
      await persist(() => awaitRuns([request.run]), setCurrentDetails);
    }
    return settleEndedRun(request.run, setCurrentDetails);
  }
}
