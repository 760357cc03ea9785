import type { RunToDo } from './read-run.js';
import type { TakenFile } from '../connections/folder/taken-file.js';
import { IntegratorError } from '../model/errors.js';
import { expandFileName } from '../model/file-name-tokens.js';

/** The folder a run takes its file from, and how. */
export interface SourceFolder {
  /** Its path. */
  folder: string;
  taken: TakenFile;
}

/** @throws IntegratorError `connection-invalid` where the integration's source is no folder of the site. */
export function sourceFolder({ run, definition, site }: RunToDo): SourceFolder {
  const { source } = definition;
  const connection = site.connections[source?.connection ?? ''];
  if (connection?.kind !== 'folder' || source === undefined) {
    const message = `The source of ${run.integration} is not a folder connection of site ${run.site}. Add it to the site, or upload a file for this run.`;
    throw new IntegratorError('connection-invalid', message);
  }
  const { settleSeconds, doneFile, archive, failed } = source;
  const file = run.fileName ?? '';
  const tokens = { site: run.site, file, at: run.startedAt, timeZone: site.timeZone };
  const taken = { run: run.id, file, settleSeconds, doneFile: doneFile && expandFileName(doneFile, tokens) };
  // A dry run changes nothing, not even where its file is.
  return { folder: connection.path, taken: run.dryRun ? taken : { ...taken, archive, failed } };
}
