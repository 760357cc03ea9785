import { ApplicationFailure, log, setCurrentDetails, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';

import { describeCounts } from '../model/run-counts.js';
import type { RunOutcome } from '../model/run.js';
import type { RunResult } from './messages.js';
import { IntegratorStatus } from './search-attributes.js';

/**
 * The last thing the workflow of a run, or of a fire, does, when its row is closed: tells the Web UI and the log how it
 * ended, the Web UI with more `details` where there are.
 *
 * @throws ApplicationFailure with the code of what made it Failed.
 */
export function endRun(name: string, outcome: RunOutcome, details = ''): RunResult {
  upsertSearchAttributes([{ key: IntegratorStatus, value: outcome.status }]);
  logEnd(name, outcome);
  setCurrentDetails(`**${outcome.status}**: ${outcome.reason ?? describeCounts(outcome.counts)}${details}`);
  if (outcome.status === 'Failed') {
    throw ApplicationFailure.create({
      message: outcome.reason ?? outcome.status,
      type: outcome.code ?? 'internal',
      nonRetryable: true,
      // What somebody did on purpose is no alarm.
      ...(outcome.code === 'halted' ? { category: 'BENIGN' as const } : {}),
    });
  }
  return { name, ...outcome };
}

function logEnd(runName: string, { status, code, reason, counts }: RunOutcome): void {
  const what = workflowInfo().workflowType === 'scheduledRequest' ? 'Fire' : 'Run';
  log.info(`${what} ended: ${status}`, { runName, status, code, reason, counts });
}
