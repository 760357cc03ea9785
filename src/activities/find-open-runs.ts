import type { Dependencies } from './dependencies.js';
import * as runs from '../store/runs.js';

/** The runs of a site that are open: those a workflow of the site that was ended by hand has left. */
export const findOpenRuns =
  ({ database }: Dependencies) =>
  async (site: string): Promise<{ run: string; integration: string }[]> => {
    const open = await runs.findOpenRuns(database, site);
    return open.map(({ id, integration }) => ({ run: id, integration }));
  };
