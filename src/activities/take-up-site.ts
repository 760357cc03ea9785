import type { Dependencies } from './dependencies.js';
import { findOpenRuns } from '../store/runs.js';
import { findSite } from '../store/sites.js';

/** What a workflow of a site that begins anew has to know. */
export interface SiteToTakeUp {
  timeZone: string;
  /** Runs that are open: those a workflow of the site that was ended by hand has left. */
  runs: { run: string; integration: string }[];
}

/** Looks up what a site's workflow begins with. */
export const takeUpSite =
  ({ database }: Dependencies) =>
  async (site: string): Promise<SiteToTakeUp> => {
    const [stored, open] = [await findSite(database, site), await findOpenRuns(database, site)];
    const runs = open.map(({ id, integration }) => ({ run: id, integration }));
    return { timeZone: stored?.timeZone ?? 'UTC', runs };
  };
