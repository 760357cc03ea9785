import type { Dependencies } from './dependencies.js';
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
}

/** Looks up what a site's workflow begins with. */
export const takeUpSite =
  ({ database }: Dependencies) =>
  async (site: string): Promise<SiteToTakeUp> => {
    const [stored, open] = [await findSite(database, site), await findOpenRuns(database, site)];
    const runs = open.map(({ id, integration, isSet }) => ({
      run: id,
      ...(isSet ? { integrationSet: integration } : { integration }),
    }));
    return { timeZone: stored?.timeZone ?? 'UTC', runs };
  };
