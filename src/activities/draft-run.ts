import { activityInfo } from '@temporalio/activity';

import type { Dependencies } from './dependencies.js';
import { formatBytes } from '../model/byte-size.js';
import { IntegratorError } from '../model/errors.js';
import type { Integration } from '../model/integration.js';
import { resolveParameters } from '../model/parameters.js';
import { defaultRunName } from '../model/run-name.js';
import type { RunRequest } from '../model/run-request.js';
import type { FileStore } from '../store/file-store.js';
import { findIntegration, findIntegrationVersion } from '../store/integrations.js';
import type { NewRun } from '../store/runs.js';
import { findSite } from '../store/sites.js';

/**
 * The run as it is to be written down, with the refusal where the request cannot be met. `fraction` is the number of
 * digits of the second in a default Run Name.
 */
export async function draftRun(
  { database, files }: Dependencies,
  request: RunRequest,
  fraction: 0 | 3 | 6,
): Promise<NewRun> {
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
  const definition =
    version === current?.version
      ? current.definition
      : await findIntegrationVersion(database, site, integration, version);
  if (current === undefined || definition === undefined) {
    const reason = `Site ${site} has no integration ${integration}${current === undefined ? '' : ` of version ${version}`}.`;
    return { ...draft, refusal: { code: 'integration-not-found', reason } };
  }
  try {
    const parameters = resolveParameters(definition.parameters, request.parameters);
    return { ...draft, parameters, fileName: await requireFile(files, request, definition) };
  } catch (error) {
    if (!(error instanceof IntegratorError)) throw error;
    return { ...draft, refusal: { code: error.code, reason: error.message } };
  }
}

/** The name of the file the run is to read. @throws IntegratorError `file-not-found`, `file-too-large`. */
async function requireFile(
  files: FileStore,
  { file, integration }: RunRequest,
  definition: Integration,
): Promise<string> {
  const { source, limits } = definition;
  if (file === undefined) {
    if (source !== undefined) return source.file;
    throw new IntegratorError('file-not-found', `${integration} has no source of its own: upload a file and name it.`);
  }
  if (file.bytes > limits.maxBytes) {
    const message = `${file.name} is larger than ${formatBytes(limits.maxBytes)}, the limit of ${integration}. Split it, or raise limits.maxBytes.`;
    throw new IntegratorError('file-too-large', message);
  }
  if (await files.has(file.sha256)) return file.name;
  throw new IntegratorError('file-not-found', `The content of ${file.name} is kept no more: upload it again.`);
}
