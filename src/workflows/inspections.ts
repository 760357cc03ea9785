import { proxyActivities } from '@temporalio/workflow';

import type { Activities } from '../activities/index.js';
import { checkStep, countStep } from './activity-options.js';

const { checkConnection } = proxyActivities<Activities>(checkStep);
const { countPending } = proxyActivities<Activities>(countStep);

// What somebody asks about a site's endpoints is answered by a worker: it has the secrets and the way there, the API not.

/** Reaches a connection of a site once. */
export async function connectionCheck(site: string, connection: string): ReturnType<Activities['checkConnection']> {
  return checkConnection(site, connection);
}

/** Counts what Send Changed would send now. */
export async function pendingCount(site: string, integration: string): ReturnType<Activities['countPending']> {
  return countPending(site, integration);
}
