import type { Dependencies } from './dependencies.js';
import type { AnyRunRequest } from '../model/run-request.js';
import { nextHeld } from '../store/held-requests.js';

/** The request a site that runs what it held is to run next; `begun` is the one before, which has its run by now. */
export const nextHeldRequest =
  ({ database }: Dependencies) =>
  async (site: string, by: string, begun: string | undefined): Promise<AnyRunRequest | undefined> =>
    nextHeld(database, site, by, begun);
