import type { Dependencies } from './dependencies.js';
import type { IntegratorState } from '../model/site.js';
import * as sites from '../store/sites.js';

/** Notes the state of a site's Integrator in the store, for lists. */
export const noteIntegratorState =
  ({ database }: Dependencies) =>
  async (site: string, state: IntegratorState): Promise<void> =>
    sites.noteIntegratorState(database, site, state);
