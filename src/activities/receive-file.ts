import { cancellationSignal } from '@temporalio/activity';

import type { Dependencies } from './dependencies.js';
import { readImport } from './read-run.js';
import { runStep } from './run-step.js';
import { sourceFolder } from './source-folder.js';
import { claimFile } from '../connections/files/claim-file.js';
import { openFileSystem } from '../connections/files/open-file-system.js';
import { readClaimedFile } from '../connections/files/read-claimed-file.js';
import { formatBytes } from '../model/byte-size.js';
import { sizeLimit } from '../model/size-limit.js';
import { noteReceivedFile } from '../store/runs.js';

/**
 * Brings the file of the integration's own source into the file store, once nobody writes to it any more. From here on
 * its content is fixed by its SHA-256, as that of an uploaded file is from the beginning.
 */
export const receiveFile =
  ({ database, files, resolveSecret }: Dependencies) =>
  async (id: string): Promise<void> => {
    await runStep(database, { run: id, step: 'receive' }, async (say) => {
      const todo = await readImport(database, id);
      const { connection, taken } = sourceFolder(todo);
      const fs = await openFileSystem(connection, resolveSecret, cancellationSignal());
      try {
        const claimed = await claimFile(fs, taken);
        const { most } = sizeLimit(taken.file, todo.definition.limits);
        const { sha256, bytes } = await files.keep(readClaimedFile(fs, claimed), most);
        await noteReceivedFile(database, id, sha256, bytes);
        say(`Received ${claimed.path} from ${fs.name}: ${formatBytes(bytes)}, SHA-256 ${sha256}`);
      } finally {
        await fs.close();
      }
    });
  };
