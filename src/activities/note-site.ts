import type { Dependencies } from './dependencies.js';
import { namespaceId } from './namespace-id.js';
import type { HeldRequest } from '../model/held-request.js';
import type { SiteAudit } from '../model/site-audit.js';
import type { IntegratorState } from '../model/site.js';
import { inTransaction } from '../store/database.js';
import { holdRequests } from '../store/held-requests.js';
import { insertAudits } from '../store/audits.js';
import { noteNamespace } from '../store/restored-sites.js';
import { noteIntegratorState } from '../store/sites.js';

/** What a site has to write down, all or nothing. */
export interface SiteToNote {
  /** The state of its Integrator, for lists. */
  integrator?: IntegratorState;
  /** What was done to it. */
  audits: SiteAudit[];
  /** What it was asked for and refused. */
  held: HeldRequest[];
}

/** Writes down what a site has to say. Done again, it changes nothing. */
export const noteSite =
  ({ database }: Dependencies) =>
  async (site: string, { integrator, audits, held }: SiteToNote): Promise<void> => {
    const namespace = integrator === undefined ? undefined : await namespaceId();
    await inTransaction(database, async (client) => {
      if (integrator !== undefined) await noteIntegratorState(client, site, integrator);
      if (namespace !== undefined) await noteNamespace(client, site, namespace);
      if (audits.length > 0) await insertAudits(client, site, audits);
      if (held.length > 0) await holdRequests(client, held);
    });
  };
