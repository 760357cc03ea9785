import { patched, proxyActivities } from '@temporalio/workflow';

import type { Activities } from '../activities/index.js';
import { upkeepStep } from './activity-options.js';
import { passTurnOn } from './fire-messages.js';

const { takeUpSites, settleSchedules, accountFires } = proxyActivities<Activities>(upkeepStep);

/**
 * Makes Temporal's Schedules as the store has them, and sees to it that every site has its workflow. Without a schedule, those of the site or of all sites; and every fire
 * that nobody was there for gets its row.
 */
export async function scheduleUpkeep(site?: string, schedule?: string): Promise<void> {
  if (site === undefined && patched('takes up sites')) await takeUpSites();
  try {
    await settleSchedules(site, schedule);
  } finally {
    if (schedule === undefined) await passTurnOn(await accountFires(site));
  }
}
