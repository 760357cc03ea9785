import { log } from '@temporalio/activity';

import type { Pass } from './apply-retention.js';
import { connectionOf } from './connection-of.js';
import type { Dependencies } from './dependencies.js';
import { requireArmed } from './require-armed.js';
import { removeMarkers } from '../connections/postgres/remove-markers.js';
import { KEPT_DAYS } from '../model/retention.js';
import { findEndedRuns } from '../store/retention/ended-runs.js';
import { listSites, type StoredSite } from '../store/sites.js';

/** Removes old markers of loads, in the targets that answer; the others have their turn in a later pass. */
export async function removeOldMarkers(dependencies: Dependencies, pass: Pass): Promise<void> {
  for (const site of await listSites(dependencies.database)) {
    for (const [name, { kind }] of Object.entries(site.connections)) {
      pass.mayGoOn();
      if (kind !== 'postgres') continue;
      const removed = await removeAt(dependencies, site, name).catch((error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        log.info('Old markers of loads stay where they are', { site: site.site, connection: name, reason });
        return 0;
      });
      await pass.note('markers', removed);
    }
  }
}

async function removeAt(dependencies: Dependencies, site: StoredSite, name: string): Promise<number> {
  const { database, resolveSecret } = dependencies;
  const connection = connectionOf(site, name);
  if (connection?.kind !== 'postgres') return 0;
  await requireArmed(dependencies, site, name);
  // Not longer than their runs, without which nobody knows that they have ended.
  const days = Math.min(KEPT_DAYS.markers, site.retention.runs);
  return removeMarkers(resolveSecret(connection.url), days, (runs) => findEndedRuns(database, runs));
}
