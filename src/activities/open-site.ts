import type { Dependencies } from './dependencies.js';
import type { SiteAudit } from '../model/site-audit.js';
import { inTransaction } from '../store/database.js';
import { discardHeld } from '../store/held-requests.js';
import { insertAudits } from '../store/audits.js';
import { noteIntegratorState } from '../store/sites.js';

/**
 * Writes down that a site is Running. What it held is discarded, unless the start asked for it to be run.
 *
 * @returns how many requests were discarded.
 */
export const openSite =
  ({ database }: Dependencies) =>
  async (site: string, start: SiteAudit): Promise<number> =>
    inTransaction(database, async (client) => {
      await noteIntegratorState(client, site, 'Running');
      await insertAudits(client, site, [start]);
      return start.details.held === 'run' ? 0 : discardHeld(client, site, start.by);
    });
