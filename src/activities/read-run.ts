import { IntegratorError } from '../model/errors.js';
import type { ExportIntegration } from '../model/export-integration.js';
import type { ImportIntegration } from '../model/import-integration.js';
import type { Integration } from '../model/integration.js';
import type { Database } from '../store/database.js';
import { integrations } from '../store/integrations.js';
import { findRun, type StoredRun } from '../store/runs.js';
import { findSite, type StoredSite } from '../store/sites.js';

/** A run with what it goes by: the version of its integration, and its site as it is now. */
interface RunToDo<Definition extends Integration> {
  run: StoredRun;
  definition: Definition;
  site: StoredSite;
}

export type ImportToDo = RunToDo<ImportIntegration>;
export type ExportToDo = RunToDo<ExportIntegration>;

/** @throws IntegratorError `run-not-found`, `integration-not-found`, `site-not-found`. */
export async function readImport(database: Database, id: string): Promise<ImportToDo> {
  const { definition, ...rest } = await readRun(database, id);
  if (definition.direction !== 'import') throw isOther(rest.run, 'import');
  return { ...rest, definition };
}

/** @throws IntegratorError `run-not-found`, `integration-not-found`, `site-not-found`. */
export async function readExport(database: Database, id: string): Promise<ExportToDo> {
  const { definition, ...rest } = await readRun(database, id);
  if (definition.direction !== 'export') throw isOther(rest.run, 'export');
  return { ...rest, definition };
}

async function readRun(database: Database, id: string): Promise<RunToDo<Integration>> {
  const run = await findRun(database, id);
  if (run === undefined) throw new IntegratorError('run-not-found', `There is no run ${id}.`);
  const definition = await integrations.findVersion(database, run.site, run.integration, run.definitionVersion);
  if (definition === undefined) {
    const message = `Site ${run.site} has no integration ${run.integration} of version ${run.definitionVersion}.`;
    throw new IntegratorError('integration-not-found', message);
  }
  const site = await findSite(database, run.site);
  if (site === undefined) throw new IntegratorError('site-not-found', `There is no site ${run.site}.`);
  return { run, definition, site };
}

function isOther({ integration, name }: StoredRun, direction: string): IntegratorError {
  return new IntegratorError('internal', `${integration}, which run ${name} goes by, is no ${direction}.`);
}
