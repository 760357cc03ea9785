import { activityInfo, cancellationSignal, log } from '@temporalio/activity';

import type { Dependencies } from './dependencies.js';
import { withHeartbeat } from './heartbeat.js';
import { removeOldFiles } from './remove-old-files.js';
import { removeOldMarkers } from './remove-old-markers.js';
import { removeOldRows } from '../store/retention/remove-old-rows.js';
import {
  beginPass,
  endPass,
  noteRemoved,
  type Removed,
  type RetentionPass,
} from '../store/retention/retention-passes.js';

/** One pass of retention: what it removes it counts, and between two batches it hears that it is to end. */
export interface Pass {
  note: (what: Removed, count: number) => Promise<void>;
  /** @throws CancelledFailure */
  mayGoOn: () => void;
}

/**
 * Removes what is kept no more: markers in targets, as long as it is known that their runs have ended; then rows; then
 * files, to which fewer rows refer by now. Cut off and done again, it goes on where it was.
 *
 * @returns how many of what this pass has removed, in all its attempts.
 */
export const applyRetention = (dependencies: Dependencies) => async (): Promise<RetentionPass['removed']> =>
  withHeartbeat('Retention', async () => {
    const { database } = dependencies;
    const { workflowExecution, activityId } = activityInfo();
    const id = workflowExecution?.runId ?? activityId;
    const signal = cancellationSignal();
    const pass: Pass = {
      note: (what, count) => noteRemoved(database, id, what, count),
      mayGoOn: () => signal.throwIfAborted(),
    };
    await beginPass(database, id);
    await removeOldMarkers(dependencies, pass);
    await removeOldRows(database, id, pass.mayGoOn);
    await removeOldFiles(dependencies, pass);
    const removed = await endPass(database, id);
    log.info('Retention has removed what is kept no more', { removed });
    return removed;
  });
