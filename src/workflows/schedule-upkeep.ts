import { proxyActivities } from '@temporalio/workflow';

import type { Activities } from '../activities/index.js';
import { upkeepStep } from './activity-options.js';
import { passTurnOn } from './fire-messages.js';

const { settleSchedules, accountFires } = proxyActivities<Activities>(upkeepStep);

/**
 * Makes Temporal's Schedules as the store has them. Without a schedule, those of the site or of all sites; and every fire
 * that nobody was there for gets its row.
 */
export async function scheduleUpkeep(site?: string, schedule?: string): Promise<void> {
  try {
    await settleSchedules(site, schedule);
  } finally {
    if (schedule === undefined) await passTurnOn(await accountFires(site));
  }
}
