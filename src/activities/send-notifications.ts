import { cancellationSignal } from '@temporalio/activity';

import { deliverNotification } from './deliver-notification.js';
import type { Dependencies } from './dependencies.js';
import { withHeartbeat } from './heartbeat.js';
import { forgetNotifications, takeDueNotifications } from '../store/notifications.js';

/** How many are sent at once: a receiver that does not answer holds up no others. */
const AT_ONCE = 20;

/** Sends what is due, of all sites, until nothing is. What cannot be sent is due again later. */
export const sendNotifications = (dependencies: Dependencies) => async (): Promise<void> =>
  withHeartbeat('Notifications', async () => {
    const signal = cancellationSignal();
    await forgetNotifications(dependencies.database);
    for (;;) {
      const taken = await takeDueNotifications(dependencies.database, AT_ONCE);
      const sent = await Promise.allSettled(taken.map((told) => deliverNotification(dependencies, told, signal)));
      // All have had their turn: what could not be noted, because the store was away, is due again.
      for (const one of sent) if (one.status === 'rejected') throw one.reason;
      if (taken.length < AT_ONCE) return;
    }
  });
