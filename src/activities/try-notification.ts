import { cancellationSignal } from '@temporalio/activity';

import { deliverNotification } from './deliver-notification.js';
import type { Dependencies } from './dependencies.js';
import { IntegratorError } from '../model/errors.js';
import { insertTrial } from '../store/notifications.js';
import { findSite } from '../store/sites.js';

/** What became of a trial. */
export interface TriedNotification {
  id: string;
  sent: boolean;
  /** Why it was not sent, or was refused by some of its receivers. */
  problem?: string;
}

/** Sends a trial of a notification of a site, once. @throws IntegratorError `notification-not-found`. */
export const tryNotification =
  (dependencies: Dependencies) =>
  async (site: string, name: string): Promise<TriedNotification> => {
    const stored = await findSite(dependencies.database, site);
    if (stored === undefined || !Object.hasOwn(stored.notifications, name)) {
      throw new IntegratorError('notification-not-found', `Site ${site} has no notification ${name}.`);
    }
    const trial = await insertTrial(dependencies.database, site, name);
    return { id: trial.id, ...(await deliverNotification(dependencies, trial, cancellationSignal())) };
  };
