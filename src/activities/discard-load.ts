import type { Dependencies } from './dependencies.js';
import { readImport } from './read-run.js';
import { targetUrl } from './target-url.js';
import { discardPostgresLoad } from '../connections/postgres/discard-postgres-load.js';
import type { RunCounts } from '../model/run.js';

/**
 * Makes sure that no attempt to load the run's records will apply any more.
 *
 * @returns the counts, where one had applied before.
 */
export const discardLoad =
  (dependencies: Dependencies) =>
  async (id: string): Promise<RunCounts | undefined> => {
    const todo = await readImport(dependencies.database, id);
    // A dry run has no marker, and nothing of it can come to stay.
    if (todo.run.dryRun) return undefined;
    return discardPostgresLoad(targetUrl(dependencies, todo), id);
  };
