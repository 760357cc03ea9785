import { proxyActivities } from '@temporalio/workflow';

import type { Activities } from '../activities/index.js';
import { checkStep, upkeepStep } from './activity-options.js';

const { raiseNotifications, sendNotifications } = proxyActivities<Activities>(upkeepStep);
const { tryNotification } = proxyActivities<Activities>({ ...checkStep, startToCloseTimeout: '50s' });

/** Finds what there is to tell, and tells it: every minute, by a Schedule of the service. */
export async function notifications(): Promise<void> {
  try {
    await raiseNotifications();
  } finally {
    await sendNotifications();
  }
}

/** Sends a trial of a notification of a site. A worker tells how that went: it has the secrets and the way there. */
export async function notificationTrial(site: string, name: string): ReturnType<Activities['tryNotification']> {
  return tryNotification(site, name);
}
