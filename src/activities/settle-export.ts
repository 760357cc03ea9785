import { IntegratorError } from '../model/errors.js';
import type { ExportIntegration } from '../model/export-integration.js';
import { isFileTarget } from '../model/export-target.js';
import { expandFileName, type FileNameTokens } from '../model/file-name-tokens.js';
import { resolveParameters } from '../model/parameters.js';
import type { RunRequest } from '../model/run-request.js';
import type { NewRun } from '../store/insert-run.js';

/**
 * What is settled about a run of an export before it is opened.
 *
 * @param tokens what the tokens of its file's name stand for.
 * @throws IntegratorError `parameter-invalid`; `invalid-request` for what an export cannot take; `invalid-file-name`.
 */
export function settleExport(
  request: RunRequest,
  definition: ExportIntegration,
  tokens: FileNameTokens,
): Pick<NewRun, 'parameters' | 'fileName' | 'direction' | 'send' | 'holdsFile'> {
  const { integration, send = 'all', file, externalFiles = {}, exclude = [] } = request;
  if (file !== undefined || Object.keys(externalFiles).length > 0 || exclude.length > 0) {
    const message = `${integration} is an export: it takes its records from its source, and no files and no exclusion groups.`;
    throw new IntegratorError('invalid-request', message);
  }
  if (send === 'changed' && definition.primaryKey.length === 0) {
    const message = `${integration} has no primaryKey: what has changed since the last send cannot be told. Use Send All, or add primaryKey.`;
    throw new IntegratorError('invalid-request', message);
  }
  const { target } = definition;
  return {
    parameters: resolveParameters(definition.parameters, request.parameters),
    fileName: isFileTarget(target) ? expandFileName(target.file, tokens) : null,
    direction: 'export',
    send,
    holdsFile: false,
  };
}
