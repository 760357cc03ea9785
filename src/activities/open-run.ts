import { activityInfo } from '@temporalio/activity';
import pg from 'pg';

import type { Dependencies } from './dependencies.js';
import { IntegratorError, type ErrorCode } from '../model/errors.js';
import { resolveParameters } from '../model/parameters.js';
import { defaultRunName } from '../model/run-name.js';
import type { RunRequest } from '../model/run-request.js';
import type { Database } from '../store/database.js';
import { findIntegration, findIntegrationVersion } from '../store/integrations.js';
import { findRun, findRunByName, findRunByOpenFile, insertRun, type NewRun } from '../store/runs.js';
import { findSite } from '../store/sites.js';

export interface OpenedRun {
  name: string;
  /** Why it does not run, where it does not. */
  refusal?: { code: ErrorCode; reason: string };
}

/**
 * Writes down the run: In-Progress, holding its Run Name and its file name; or Not Run with the cause, where it may
 * not run. Asked again, it finds what it wrote.
 */
export const openRun =
  ({ database }: Dependencies) =>
  async (request: RunRequest): Promise<OpenedRun> => {
    for (const fraction of [0, 3, 6, 6, 6] as const) {
      const opened = await findOpened(database, request.run);
      if (opened !== undefined) return opened;
      await tryToOpen(database, request, fraction);
    }
    throw new IntegratorError('internal', `No free default Run Name was found for ${request.integration}.`);
  };

async function findOpened(database: Database, id: string): Promise<OpenedRun | undefined> {
  const run = await findRun(database, id);
  if (run === undefined) return undefined;
  const { name, status, code, reason } = run;
  return status === 'Not Run' && code !== null && reason !== null ? { name, refusal: { code, reason } } : { name };
}

/** Writes the row, unless only the default Run Name was taken: then one with a finer stamp may be free. */
async function tryToOpen(database: Database, request: RunRequest, fraction: 0 | 3 | 6): Promise<void> {
  const draft = await draftRun(database, request, fraction);
  try {
    await insertRun(database, draft);
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code !== '23505') throw error;
    if (error.constraint === 'run_name' && request.name === undefined) return;
    const refusal = await describeConflict(database, draft, error.constraint);
    await insertRun(database, { ...draft, refusal });
  }
}

async function draftRun(database: Database, request: RunRequest, fraction: 0 | 3 | 6): Promise<NewRun> {
  const { site, integration, file } = request;
  const stored = await findSite(database, site);
  const current = await findIntegration(database, site, integration);
  const version = request.definitionVersion ?? current?.version ?? 0;
  const now = performance.timeOrigin + performance.now();
  const draft: NewRun = {
    id: request.run,
    site,
    integration,
    definitionVersion: version,
    name: request.name ?? defaultRunName(integration, stored?.timeZone ?? 'UTC', now, fraction),
    trigger: request.trigger,
    requestedBy: request.requestedBy,
    requestHash: request.requestHash ?? null,
    rerunOf: request.rerunOf ?? null,
    parameters: request.parameters,
    fileName: file?.name ?? null,
    fileSha256: file?.sha256 ?? null,
    fileBytes: file?.bytes ?? null,
    temporalRunId: activityInfo().workflowExecution?.runId ?? '',
  };
  const definition = await findIntegrationVersion(database, site, integration, version);
  if (current === undefined || definition === undefined) {
    const reason = `Site ${site} has no integration ${integration}${current === undefined ? '' : ` of version ${version}`}.`;
    return { ...draft, refusal: { code: 'integration-not-found', reason } };
  }
  try {
    const parameters = resolveParameters(definition.parameters, request.parameters);
    return { ...draft, parameters, fileName: file?.name ?? sourceFile(integration, definition.source) };
  } catch (error) {
    if (!(error instanceof IntegratorError)) throw error;
    return { ...draft, refusal: { code: error.code, reason: error.message } };
  }
}

function sourceFile(integration: string, source: { file: string } | undefined): string {
  if (source !== undefined) return source.file;
  throw new IntegratorError('file-not-found', `${integration} has no source of its own: upload a file and name it.`);
}

async function describeConflict(
  database: Database,
  draft: NewRun,
  index: string | undefined,
): Promise<{ code: ErrorCode; reason: string }> {
  if (index === 'run_name') {
    const holder = await findRunByName(database, draft.site, draft.name);
    const reason = `The Run Name ${draft.name} is taken by run ${holder?.id ?? 'unknown'}. Choose another.`;
    return { code: 'run-name-taken', reason };
  }
  const fileName = draft.fileName ?? '';
  const holder = await findRunByOpenFile(database, draft.site, fileName);
  const reason = `${fileName} is being read by the run ${holder?.name ?? 'that has just ended'}. Only one run at a time reads a file of one name on a site; run again when it has ended.`;
  return { code: 'file-in-use', reason };
}
