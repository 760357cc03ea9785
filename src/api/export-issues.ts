import { bindParameters } from '../model/bind-parameters.js';
import type { DefinitionIssue } from '../model/definition-issues.js';
import { IntegratorError } from '../model/errors.js';
import type { ExportIntegration } from '../model/export-integration.js';
import { isFileTarget } from '../model/export-target.js';
import { outgoingFormat, type OutgoingFormat } from '../model/outgoing-format.js';
import { outgoingIssues } from '../records/outgoing/outgoing-issues.js';

/** What an export says and cannot be: told when it is saved, so that no run has to find out. */
export function exportIssues(definition: ExportIntegration): DefinitionIssue[] {
  const issues = [...queryIssues(definition), ...fileIssues(definition), ...keyIssues(definition)];
  return issues.length > 0 ? issues : outgoingIssues(definition);
}

function queryIssues({ source, parameters }: ExportIntegration): DefinitionIssue[] {
  return issuesOf('source.query', () => bindParameters(source.query ?? '', parameters, {}));
}

function fileIssues({ target, pgp }: ExportIntegration): DefinitionIssue[] {
  if (!isFileTarget(target)) {
    return pgp === undefined ? [] : [{ path: 'pgp', message: 'records that are sent one by one are not encrypted' }];
  }
  const { file, deletedFile } = target;
  const names = [['target.file', file] as const, ['target.deletedFile', deletedFile] as const];
  const issues: DefinitionIssue[] = names.flatMap(([path, name]) =>
    name === undefined ? [] : issuesOf(path, () => requireKeys(outgoingFormat(name), pgp)),
  );
  if (file !== deletedFile) return issues;
  return [...issues, { path: 'target.deletedFile', message: 'expected a name that differs from file' }];
}

function requireKeys({ encrypted }: OutgoingFormat, pgp: ExportIntegration['pgp']): void {
  if (!encrypted || pgp !== undefined) return;
  throw new IntegratorError('key-invalid', 'a file that is encrypted needs pgp.connection');
}

function keyIssues({ target, primaryKey }: ExportIntegration): DefinitionIssue[] {
  const told = isFileTarget(target) ? target.deletedFile : target.records.deletedPath;
  if (told === undefined || primaryKey.length > 0) return [];
  return [
    { path: 'primaryKey', message: 'expected the field that names a record: without it, none can be told as gone' },
  ];
}

function issuesOf(path: string, work: () => unknown): DefinitionIssue[] {
  try {
    work();
    return [];
  } catch (error) {
    if (!(error instanceof IntegratorError)) throw error;
    return [{ path, message: error.message }];
  }
}
