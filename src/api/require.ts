import { IntegratorError } from '../model/errors.js';
import type { ImportIntegration } from '../model/import-integration.js';
import type { IntegrationSet } from '../model/integration-set.js';
import type { Integration } from '../model/integration.js';
import type { Database } from '../store/database.js';
import { integrationSets } from '../store/integration-sets.js';
import { integrations } from '../store/integrations.js';
import { findRun, type StoredRun } from '../store/runs.js';
import { runsKeptSince } from '../store/retention/kept-until.js';
import { findSite, type StoredSite } from '../store/sites.js';
import type { VersionedDefinition } from '../store/versioned-definitions.js';

/** @throws IntegratorError `site-not-found`. */
export async function requireSite(database: Database, site: string): Promise<StoredSite> {
  const found = await findSite(database, site);
  if (found !== undefined) return found;
  throw noSite(site);
}

export function noSite(site: string): IntegratorError {
  return new IntegratorError('site-not-found', `There is no site ${site}. GET /api/v1/sites lists what there is.`);
}

/** @throws IntegratorError `site-not-found`, `integration-not-found`. */
export async function requireIntegration(
  database: Database,
  site: string,
  name: string,
): Promise<VersionedDefinition<Integration>> {
  const found = await integrations.find(database, site, name);
  if (found !== undefined) return found;
  await requireSite(database, site);
  const message = `Site ${site} has no integration ${name}. GET /api/v1/sites/${site}/integrations lists what there is.`;
  throw new IntegratorError('integration-not-found', message);
}

/** @throws IntegratorError `site-not-found`, `integration-set-not-found`. */
export async function requireIntegrationSet(
  database: Database,
  site: string,
  name: string,
): Promise<VersionedDefinition<IntegrationSet>> {
  const found = await integrationSets.find(database, site, name);
  if (found !== undefined) return found;
  await requireSite(database, site);
  const message = `Site ${site} has no integration set ${name}. GET /api/v1/sites/${site}/integration-sets lists what there is.`;
  throw new IntegratorError('integration-set-not-found', message);
}

/** @throws IntegratorError `site-not-found`, `connection-not-found`. */
export async function requireConnection(database: Database, site: string, name: string): Promise<void> {
  const { connections } = await requireSite(database, site);
  if (Object.hasOwn(connections, name)) return;
  const known = Object.keys(connections).join(', ') || 'none';
  throw new IntegratorError('connection-not-found', `Site ${site} has no connection ${name}; it has: ${known}.`);
}

/** @throws IntegratorError `run-not-found`. */
export async function requireRun(database: Database, id: string): Promise<StoredRun> {
  const found = await findRun(database, id);
  if (found !== undefined) return found;
  throw await runNotFound(database, id);
}

/** Also for a caller who may not know of the run. */
export async function runNotFound(database: Database, id: string): Promise<IntegratorError> {
  const since = (await runsKeptSince(database)).toISOString().slice(0, 10);
  const message = `There is no run ${id}. Runs that ended before ${since} are kept no more (retention of their site); GET /api/v1/sites/{site}/runs lists what there is.`;
  return new IntegratorError('run-not-found', message);
}

/** @throws IntegratorError `run-in-progress`, also while it is not known what the run has applied. */
export function requireEnded({ name, status, mayHaveApplied }: StoredRun): void {
  if (status === 'In-Progress') {
    const message = `The run ${name} is In-Progress. Try again when it has ended.`;
    throw new IntegratorError('run-in-progress', message);
  }
  if (!mayHaveApplied) return;
  const message = `It is not known yet whether the records of the run ${name} were applied: its target is being asked. Try again when it has answered.`;
  throw new IntegratorError('run-in-progress', message);
}

/** The definition an import run went by. @throws IntegratorError `integration-not-found`, `invalid-request`. */
export async function requireImportVersion(database: Database, run: StoredRun): Promise<ImportIntegration> {
  const definition = await requireVersion(database, run);
  if (definition.direction === 'import') return definition;
  const message = `The run ${run.name} is one of an export: what was refused of it is sent again by Send Changed.`;
  throw new IntegratorError('invalid-request', message);
}

/** The definition a run went by. @throws IntegratorError `integration-not-found`, `invalid-request` for one of a set. */
export async function requireVersion(database: Database, run: StoredRun): Promise<Integration> {
  const { site, integration, definitionVersion } = run;
  if (run.isSet) {
    const message = `The run ${run.name} is one of an integration set: what it read and refused is with the runs of its members.`;
    throw new IntegratorError('invalid-request', message);
  }
  const definition = await integrations.findVersion(database, site, integration, definitionVersion);
  if (definition !== undefined) return definition;
  const message = `Version ${definitionVersion} of the integration ${integration} of site ${site} is kept no more. Run it on the latest.`;
  throw new IntegratorError('integration-not-found', message);
}
