import { connectionOf } from './connection-of.js';
import type { ImportToDo } from './read-run.js';
import type { TakenFile } from '../connections/files/taken-file.js';
import type { FolderConnection } from '../model/connection.js';
import { IntegratorError } from '../model/errors.js';
import { expandFileName } from '../model/file-name-tokens.js';
import type { SftpConnection } from '../model/sftp-connection.js';

/** Where a run takes its file from, and how. */
export interface SourceFolder {
  connection: FolderConnection | SftpConnection;
  taken: TakenFile;
}

/** @throws IntegratorError `connection-invalid` where the integration's source is no folder or sftp connection of the site. */
export function sourceFolder({ run, definition, site }: ImportToDo): SourceFolder {
  const { source } = definition;
  const connection = connectionOf(site, source?.connection);
  if ((connection?.kind !== 'folder' && connection?.kind !== 'sftp') || source === undefined) {
    const message = `The source of ${run.integration} is not a folder or sftp connection of site ${run.site}. Add it to the site, or upload a file for this run.`;
    throw new IntegratorError('connection-invalid', message);
  }
  const { settleSeconds, doneFile, archive, failed } = source;
  const file = run.fileName ?? '';
  const tokens = { site: run.site, file, at: run.startedAt, timeZone: site.timeZone };
  const taken = { run: run.id, file, settleSeconds, doneFile: doneFile && expandFileName(doneFile, tokens) };
  // A dry run changes nothing, not even where its file is.
  return { connection, taken: run.dryRun ? taken : { ...taken, archive, failed } };
}
