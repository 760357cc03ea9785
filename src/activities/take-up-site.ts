import type { Dependencies } from './dependencies.js';
import { namespaceId } from './namespace-id.js';
import { findRestoredSite, type RestoredSite } from '../store/restored-sites.js';
import { findOpenRuns } from '../store/runs.js';
import { findSite } from '../store/sites.js';

interface OpenRun {
  run: string;
  integration?: string;
  integrationSet?: string;
}

/** What a workflow of a site that begins anew has to know. */
export interface SiteToTakeUp {
  timeZone: string;
  /** Runs that are open: those a workflow of the site that was ended by hand has left. */
  runs: OpenRun[];
  /** As it was before it came to this Temporal; undefined where this Temporal has known it before. */
  restored?: RestoredSite;
}

/** Looks up what a site's workflow begins with. */
export const takeUpSite =
  ({ database }: Dependencies) =>
  async (site: string): Promise<SiteToTakeUp> => {
    const [stored, open] = [await findSite(database, site), await findOpenRuns(database, site)];
    const restored = await findRestoredSite(database, site, await namespaceId());
    const runs = open.map(({ id, integration, isSet }) => ({
      run: id,
      ...(isSet ? { integrationSet: integration } : { integration }),
    }));
    return { timeZone: stored?.timeZone ?? 'UTC', runs, ...(restored === undefined ? {} : { restored }) };
  };
