import { proxyActivities, setCurrentDetails } from '@temporalio/workflow';

import type { Activities } from '../activities/index.js';
import { upkeepStep } from './activity-options.js';

const { applyRetention } = proxyActivities<Activities>(upkeepStep);

/** Removes what is kept no more; by a Schedule of the service, once a day. @returns how many of what. */
export async function retention(): Promise<Record<string, number>> {
  const removed = await applyRetention();
  const counts = Object.entries(removed).map(([what, count]) => `${what}: ${count}`);
  setCurrentDetails(counts.length === 0 ? 'Nothing to remove' : `Removed ${counts.join(', ')}`);
  return removed;
}
