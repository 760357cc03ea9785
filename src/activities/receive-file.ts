import { cancellationSignal } from '@temporalio/activity';

import type { Dependencies } from './dependencies.js';
import { withHeartbeat } from './heartbeat.js';
import { readRun } from './read-run.js';
import { readFromFolder } from '../connections/folder.js';
import { IntegratorError } from '../model/errors.js';
import { noteReceivedFile } from '../store/runs.js';

/**
 * Brings the file of the integration's own source into the file store. From here on its content is fixed by its
 * SHA-256, as that of an uploaded file is from the beginning.
 */
export const receiveFile =
  ({ database, files }: Dependencies) =>
  async (id: string): Promise<void> => {
    const { run, definition, site } = await readRun(database, id);
    const connection = site.connections[definition.source?.connection ?? ''];
    if (connection?.kind !== 'folder' || definition.source === undefined) {
      const message = `The source of ${run.integration} is not a folder connection of site ${run.site}. Add it to the site, or upload a file for this run.`;
      throw new IntegratorError('connection-invalid', message);
    }
    const source = readFromFolder(connection.path, definition.source.file, cancellationSignal());
    const { sha256, bytes } = await withHeartbeat(run.fileName, () => files.keep(source, definition.limits.maxBytes));
    await noteReceivedFile(database, run.id, sha256, bytes);
  };
