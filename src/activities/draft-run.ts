import { activityInfo } from '@temporalio/activity';

import type { Dependencies } from './dependencies.js';
import { requireWholeFile } from './require-whole-file.js';
import { formatBytes } from '../model/format-bytes.js';
import { IntegratorError } from '../model/errors.js';
import type { ExclusionGroup } from '../model/exclusion-group.js';
import { expandFileName } from '../model/file-name-tokens.js';
import type { ImportIntegration } from '../model/import-integration.js';
import { resolveParameters } from '../model/parameters.js';
import { defaultRunName, type Fraction } from '../model/run-name.js';
import type { RunRequest, UploadedFile } from '../model/run-request.js';
import { sizeLimit } from '../model/size-limit.js';
import { sourceFormat } from '../model/source-format.js';
import { requireRunArmed } from './require-armed.js';
import { settleExport } from './settle-export.js';
import { compileExclusions } from '../records/compile-exclusions.js';
import { matchHeader } from '../records/match-header.js';
import { completeExternalFiles } from '../store/external-files.js';
import type { FileStore } from '../store/file-store.js';
import { integrations } from '../store/integrations.js';
import type { NewRun } from '../store/insert-run.js';
import { findSite, type StoredSite } from '../store/sites.js';

type Origin = Pick<NewRun, 'isSet' | 'plan' | 'setRun' | 'member' | 'schedule' | 'intendedAt'>;

/** What is settled about a run before it is opened. */
type Settled = Pick<NewRun, 'parameters' | 'fileName' | 'exclusions' | 'externalFiles'>;

/**
 * The run as it is to be written down, with the refusal where the request cannot be met. `fraction` is the number of
 * digits of the second in a default Run Name.
 */
export async function draftRun(dependencies: Dependencies, request: RunRequest, fraction: Fraction): Promise<NewRun> {
  const { database } = dependencies;
  const { site, integration } = request;
  const stored = await findSite(database, site);
  const current = await integrations.find(database, site, integration);
  const version = request.definitionVersion ?? current?.version ?? 0;
  const now = performance.timeOrigin + performance.now();
  const draft = draftOf(
    request,
    version,
    request.name ?? defaultRunName(request.nameStem ?? integration, zoneOf(stored), now, fraction),
  );
  const definition =
    version === current?.version
      ? current.definition
      : await integrations.findVersion(database, site, integration, version);
  if (current === undefined || definition === undefined) {
    const reason = `Site ${site} has no integration ${integration}${current === undefined ? '' : ` of version ${version}`}.`;
    // The seed: a scheduled run whose template was deleted generates an error when it runs.
    const failed = request.fire === undefined ? {} : ({ status: 'Failed' } as const);
    return { ...draft, refusal: { code: 'integration-not-found', reason, ...failed } };
  }
  try {
    if (stored !== undefined) await requireRunArmed(dependencies, stored, definition, request);
    if (definition.direction === 'export') {
      const tokens = { site, run: draft.name, at: now, timeZone: zoneOf(stored) };
      return { ...draft, ...settleExport(request, definition, tokens) };
    }
    return { ...draft, ...(await settle(dependencies, request, definition, stored, now)) };
  } catch (error) {
    if (!(error instanceof IntegratorError)) throw error;
    return { ...draft, refusal: { code: error.code, reason: error.message } };
  }
}

function draftOf(request: RunRequest, definitionVersion: number, name: string): NewRun {
  const { file } = request;
  return {
    id: request.run,
    site: request.site,
    integration: request.integration,
    definitionVersion,
    name,
    trigger: request.trigger,
    requestedBy: request.requestedBy,
    requestHash: request.requestHash ?? null,
    rerunOf: request.rerunOf ?? null,
    parameters: request.parameters,
    fileName: file?.name ?? null,
    fileSha256: file?.sha256 ?? null,
    fileBytes: file?.bytes ?? null,
    externalFiles: request.externalFiles ?? {},
    exclusions: {},
    dryRun: request.dryRun ?? false,
    liftedGuards: request.liftGuards ?? [],
    resubmits: request.resubmits?.run ?? null,
    overwrites: request.resubmits?.overwrite ?? false,
    holdsFile: true,
    direction: 'import',
    send: request.send ?? null,
    ...originOf(request),
    temporalRunId: activityInfo().workflowExecution?.runId ?? '',
  };
}

/** What a run is part of: the run of a set, a fire of a schedule. */
function originOf({ memberOf, fire }: RunRequest): Origin {
  return {
    isSet: false,
    plan: null,
    setRun: memberOf?.run ?? null,
    member: memberOf?.position ?? null,
    schedule: fire?.schedule ?? null,
    intendedAt: fire === undefined ? null : new Date(fire.intendedAt),
  };
}

/** @throws IntegratorError whatever keeps the run from running: its mode, parameters, files, exclusion groups. */
async function settle(
  { database, files }: Dependencies,
  request: RunRequest,
  definition: ImportIntegration,
  site: StoredSite | undefined,
  now: number,
): Promise<Settled> {
  requireWholeFile(request, definition);
  const parameters = resolveParameters(definition.parameters, request.parameters);
  const exclusions = requireExclusions(request.exclude ?? [], definition, site);
  const given = request.externalFiles ?? {};
  const externalFiles = await completeExternalFiles(database, request.site, definition.externalFiles, given);
  for (const external of Object.values(externalFiles)) {
    requireSize(external, definition);
    await requireContent(files, external);
  }
  const { file } = request;
  if (file !== undefined) {
    // A resubmission's file is of our making: the rejects of a large file may be many.
    if (request.resubmits === undefined) requireSize(file, definition);
    await requireContent(files, file);
    return { parameters, exclusions, externalFiles, fileName: file.name };
  }
  const { source } = definition;
  if (source === undefined) {
    const message = `${request.integration} has no source of its own: upload a file and name it.`;
    throw new IntegratorError('file-not-found', message);
  }
  const fileName = expandFileName(source.file, { site: request.site, at: now, timeZone: zoneOf(site) });
  sourceFormat(fileName);
  return { parameters, exclusions, externalFiles, fileName };
}

/** @throws IntegratorError `file-format`, `file-too-large`. */
function requireSize(file: UploadedFile, { limits }: ImportIntegration): void {
  const { name, most } = sizeLimit(file.name, limits);
  if (file.bytes <= most) return;
  const advice = name === 'maxBytes' ? 'Compress it to a .zip, split it' : 'Split it';
  const message = `${file.name} is larger than ${formatBytes(most)}. ${advice}, or raise limits.${name} of the integration.`;
  throw new IntegratorError('file-too-large', message);
}

/** @throws IntegratorError `file-not-found`. */
async function requireContent(files: FileStore, file: UploadedFile): Promise<void> {
  if (await files.has(file.sha256)) return;
  throw new IntegratorError('file-not-found', `The content of ${file.name} is kept no more: upload it again.`);
}

/** The groups as they are now. @throws IntegratorError `exclusion-invalid`. */
function requireExclusions(
  names: readonly string[],
  { schema, mapping }: ImportIntegration,
  site: StoredSite | undefined,
): Record<string, ExclusionGroup> {
  const groups = site?.exclusionGroups ?? {};
  const chosen: Record<string, ExclusionGroup> = {};
  for (const name of names) {
    const group = Object.hasOwn(groups, name) ? groups[name] : undefined;
    if (group === undefined) {
      const known = Object.keys(groups).join(', ') || 'none';
      const message = `Site ${site?.site ?? ''} has no exclusion group ${name}; it has: ${known}.`;
      throw new IntegratorError('exclusion-invalid', message);
    }
    chosen[name] = group;
  }
  // Whether the groups fit the integration is told now, not in the middle of the load.
  if (names.length > 0) compileExclusions(chosen, matchHeader(undefined, schema, mapping));
  return chosen;
}

function zoneOf(site: StoredSite | undefined): string {
  return site?.timeZone ?? 'UTC';
}
