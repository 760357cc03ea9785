import type { DefinitionIssue } from '../../model/definition-issues.js';
import { IntegratorError } from '../../model/errors.js';
import type { ExportIntegration } from '../../model/export-integration.js';
import { isFileTarget } from '../../model/export-target.js';
import { outgoingFormat } from '../../model/outgoing-format.js';
import { canWrite } from './can-write.js';
import { createCsvWriter } from './csv-writer.js';

/** What an export says of its file and cannot be written: its encoding, its dialect. The names of its files are right. */
export function outgoingIssues({ target, fields = [], dialect, encoding }: ExportIntegration): DefinitionIssue[] {
  if (!isFileTarget(target) || outgoingFormat(target.file).content !== 'csv') return [];
  if (!canWrite(encoding)) {
    const message = `files are not written in ${encoding}: choose utf-8, utf-16le or one of the single-byte encodings`;
    return [{ path: 'encoding', message }];
  }
  try {
    createCsvWriter({ columns: fields.map(({ name }) => name), dialect, encoding });
    return [];
  } catch (error) {
    if (!(error instanceof IntegratorError)) throw error;
    return [{ path: 'dialect', message: error.message }];
  }
}
