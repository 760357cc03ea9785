import { cancellationSignal } from '@temporalio/activity';

import type { Dependencies } from './dependencies.js';
import { withHeartbeat } from './heartbeat.js';
import { readRun, type RunToDo } from './read-run.js';
import { readFromFolder } from '../connections/folder.js';
import { formatBytes } from '../model/byte-size.js';
import { IntegratorError } from '../model/errors.js';
import { noteReceivedFile } from '../store/runs.js';

/**
 * Brings the file of the run into the file store: an uploaded one is there already, one of the integration's own
 * source is read from its connection. From here on its content is fixed by its SHA-256.
 */
export const receiveFile =
  (dependencies: Dependencies) =>
  async (id: string): Promise<void> => {
    const todo = await readRun(dependencies.database, id);
    if (todo.run.fileSha256 === null) await receiveFromSource(dependencies, todo);
    else await checkUpload(dependencies, todo);
  };

async function receiveFromSource({ database, files }: Dependencies, { run, definition, site }: RunToDo): Promise<void> {
  const connection = site.connections[definition.source?.connection ?? ''];
  if (connection?.kind !== 'folder' || definition.source === undefined) {
    const message = `The source of ${run.integration} is not a folder connection of site ${run.site}. Add it to the site, or upload a file for this run.`;
    throw new IntegratorError('connection-invalid', message);
  }
  const source = readFromFolder(connection.path, definition.source.file, cancellationSignal());
  const { sha256, bytes } = await withHeartbeat(run.fileName, () => files.keep(source, definition.limits.maxBytes));
  await noteReceivedFile(database, run.id, sha256, bytes);
}

async function checkUpload({ files }: Dependencies, { run, definition }: RunToDo): Promise<void> {
  const { maxBytes } = definition.limits;
  if ((run.fileBytes ?? 0) > maxBytes) {
    const message = `${run.fileName ?? 'The file'} is larger than ${formatBytes(maxBytes)}, the limit of ${run.integration}. Split it, or raise limits.maxBytes.`;
    throw new IntegratorError('file-too-large', message, { maxBytes });
  }
  if (!(await files.has(run.fileSha256 ?? ''))) {
    throw new IntegratorError(
      'file-not-found',
      `The content of ${run.fileName ?? 'the file'} is not in the file store any more.`,
    );
  }
}
