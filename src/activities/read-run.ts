import { IntegratorError } from '../model/errors.js';
import type { Integration } from '../model/integration.js';
import type { Database } from '../store/database.js';
import { findIntegrationVersion } from '../store/integrations.js';
import { findRun, type StoredRun } from '../store/runs.js';
import { findSite, type StoredSite } from '../store/sites.js';

/** A run with what it goes by: the version of its integration, and its site as it is now. */
export interface RunToDo {
  run: StoredRun;
  definition: Integration;
  site: StoredSite;
}

/** @throws IntegratorError `run-not-found`, `integration-not-found`, `site-not-found`. */
export async function readRun(database: Database, id: string): Promise<RunToDo> {
  const run = await findRun(database, id);
  if (run === undefined) throw new IntegratorError('run-not-found', `There is no run ${id}.`);
  const definition = await findIntegrationVersion(database, run.site, run.integration, run.definitionVersion);
  if (definition === undefined) {
    const message = `Site ${run.site} has no integration ${run.integration} of version ${run.definitionVersion}.`;
    throw new IntegratorError('integration-not-found', message);
  }
  const site = await findSite(database, run.site);
  if (site === undefined) throw new IntegratorError('site-not-found', `There is no site ${run.site}.`);
  return { run, definition, site };
}
