import type { Dependencies } from './dependencies.js';
import { each } from './each.js';
import { withHeartbeat } from './heartbeat.js';
import { notifyLateFiles } from './notify-late-files.js';
import { notifyLateRuns } from './notify-late-runs.js';
import { raiseLongRuns } from '../store/long-runs.js';

/**
 * Writes down what there is to tell because time has passed and something has not happened. Each is one query for all
 * sites, which finds nothing where nobody listens.
 */
export const raiseNotifications = (dependencies: Dependencies) => async (): Promise<void> =>
  withHeartbeat('Notifications', async () => {
    const now = Date.now();
    const looks = [
      () => raiseLongRuns(dependencies.database),
      () => notifyLateFiles(dependencies, now),
      () => notifyLateRuns(dependencies, now),
    ];
    await each(looks, (look) => look());
  });
