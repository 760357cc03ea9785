import { proxyActivities, setCurrentDetails } from '@temporalio/workflow';

import type { Activities } from '../activities/index.js';
import { endedExport } from '../model/ended-export.js';
import { completedStatus, NO_RECORDS } from '../model/run-counts.js';
import type { RunOutcome } from '../model/run.js';
import { acknowledgeStep, cutOffStep, longStep } from './activity-options.js';
import { describeFailure } from './describe-failure.js';
import type { Halt } from './halt.js';

const { collectRecords, deliverFile, sendRecords } = proxyActivities<Activities>(longStep);
const { acknowledge } = proxyActivities<Activities>(acknowledgeStep);
const { acknowledge: acknowledgeSoon } = proxyActivities<Activities>(cutOffStep);

/**
 * The steps of a run that sends records of the site elsewhere: collected at one moment, sent, acknowledged. What has not
 * arrived when it ends stays pending; one that is cut off may have sent a part, or all.
 */
export async function exportRecords(run: string, exports: 'file' | 'records', halt: Halt): Promise<RunOutcome> {
  try {
    await halt.scope.run(async () => {
      setCurrentDetails('Collecting the records');
      if (!(await collectRecords(run))) return;
      setCurrentDetails('Sending the records');
      await (exports === 'file' ? deliverFile(run) : sendRecords(run));
    });
  } catch (error) {
    const failure =
      halt.reason === undefined ? describeFailure(error) : ({ code: 'halted', reason: halt.reason } as const);
    return endedExport(failure, await acknowledgeSoon(run, true).catch(() => undefined));
  }
  try {
    const acknowledged = await acknowledge(run);
    const counts = acknowledged?.counts ?? NO_RECORDS;
    return { status: completedStatus(counts), counts };
  } catch (error) {
    return { status: 'Failed', counts: NO_RECORDS, ...describeFailure(error) };
  }
}
