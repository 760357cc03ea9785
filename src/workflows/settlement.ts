import { proxyActivities, setCurrentDetails } from '@temporalio/workflow';

import type { Activities } from '../activities/index.js';
import { describeCounts } from '../model/run-counts.js';
import { settleStep } from './activity-options.js';

const { settleLoad } = proxyActivities<Activities>(settleStep);

/**
 * What is left to do for a run that ended while its target could not be asked whether its records were applied: asks,
 * however long it takes, and gives the run the end it has after all.
 */
export async function settlement(run: string): Promise<void> {
  setCurrentDetails(`Asking the target of run ${run} whether its records were applied`);
  const outcome = await settleLoad(run);
  if (outcome !== undefined) setCurrentDetails(`**${outcome.status}**: ${describeCounts(outcome.counts)}`);
}
