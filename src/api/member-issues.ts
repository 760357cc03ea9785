import type { DefinitionIssue } from '../model/definition-issues.js';
import { IntegratorError } from '../model/errors.js';
import { externalFilesOf, type Integration } from '../model/integration.js';
import { resolveParameters } from '../model/parameters.js';
import type { ScheduledMember } from '../model/schedule-members.js';
import { completeExternalFiles, type ExternalFiles } from '../store/external-files.js';
import type { Database } from '../store/database.js';
import type { StoredSite } from '../store/sites.js';
import { requireUpload } from '../store/uploads.js';

/** What an integration is given for later and cannot go with: told when it is scheduled, so that no fire has to. */
export async function memberIssues(
  database: Database,
  site: StoredSite,
  definition: Integration,
  member: ScheduledMember,
): Promise<DefinitionIssue[]> {
  return [
    ...(await issuesOf('parameters', () => resolveParameters(definition.parameters, member.parameters ?? {}))),
    ...(definition.direction === 'export'
      ? exportIssues(member)
      : [
          ...(await fileIssues(database, site, definition.source !== undefined, member)),
          ...(await issuesOf('externalFiles', () => requireExternalUploads(database, site, definition, member))),
          ...exclusionIssues(site, definition.target, member),
        ]),
  ];
}

function exportIssues({ integration, ...given }: ScheduledMember): DefinitionIssue[] {
  const names = (['file', 'externalFiles', 'exclude'] as const).filter((name) => given[name] !== undefined);
  const message = `expected none: ${integration} is an export, which takes its records from its source`;
  return names.map((path) => ({ path, message }));
}

async function fileIssues(
  database: Database,
  { site }: StoredSite,
  hasSource: boolean,
  { integration, file }: ScheduledMember,
): Promise<DefinitionIssue[]> {
  if (file !== undefined) return issuesOf('file', () => requireUpload(database, site, file));
  const message = `expected an uploaded file: ${integration} has no source of its own`;
  return hasSource ? [] : [{ path: 'file', message }];
}

async function requireExternalUploads(
  database: Database,
  { site }: StoredSite,
  definition: Integration,
  { externalFiles = {} }: ScheduledMember,
): Promise<void> {
  const given: ExternalFiles = {};
  for (const [name, file] of Object.entries(externalFiles)) given[name] = await requireUpload(database, site, file);
  await completeExternalFiles(database, site, externalFilesOf(definition), given);
}

function exclusionIssues(
  { site, exclusionGroups }: StoredSite,
  { mode, table }: { mode: string; table: string },
  { exclude = [] }: ScheduledMember,
): DefinitionIssue[] {
  const path = 'exclude';
  const known = Object.keys(exclusionGroups).join(', ') || 'there is none';
  const unknown = exclude
    .filter((name) => !Object.hasOwn(exclusionGroups, name))
    .map((name) => ({ path, message: `expected exclusion groups of site ${site} (${known}), got ${name}` }));
  if (mode !== 'replace' || exclude.length === 0) return unknown;
  return [
    ...unknown,
    { path, message: `expected none: mode replace deletes from ${table} what the file does not bring` },
  ];
}

/** The refusal of `work`, at the path of what it is about. */
async function issuesOf(path: string, work: () => unknown): Promise<DefinitionIssue[]> {
  try {
    await work();
    return [];
  } catch (error) {
    if (!(error instanceof IntegratorError)) throw error;
    const { parameter, externalFile } = error.details;
    const part = parameter ?? externalFile;
    return [{ path: typeof part === 'string' ? `${path}.${part}` : path, message: error.message.replace(/\.$/, '') }];
  }
}
