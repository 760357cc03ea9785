import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { ParentClosePolicy, proxyActivities, startChild } from '@temporalio/workflow';

import type { Activities } from '../activities/index.js';
import { settlementWorkflowId } from '../model/workflow-ids.js';
import { settleStep } from './activity-options.js';
import { passFileOn } from './file-turn.js';
import type { RunResult } from './messages.js';
import { persist } from './persist.js';
import { settlement } from './settlement.js';

const { settleRun } = proxyActivities<Activities>(settleStep);

/** Sees to what a run has left whose workflow did not, or could not, end it by itself; `tell` hears of what goes wrong. */
export async function settleEndedRun(run: string, tell: (problem: string) => void): Promise<RunResult> {
  const { waiting, unsettledMembers = [], ...settled } = await persist(() => settleRun(run), tell);
  if (settled.unsettled === true) await beginSettlement(run);
  for (const member of unsettledMembers) await beginSettlement(member);
  await passFileOn(waiting);
  return settled;
}

/** Another execution of the site may have begun it before. */
async function beginSettlement(run: string): Promise<void> {
  try {
    await startChild(settlement, {
      workflowId: settlementWorkflowId(run),
      args: [run],
      parentClosePolicy: ParentClosePolicy.ABANDON,
      staticSummary: `Were the records of run ${run} applied?`,
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}
