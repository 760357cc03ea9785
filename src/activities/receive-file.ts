import { cancellationSignal } from '@temporalio/activity';

import type { Dependencies } from './dependencies.js';
import { readRun } from './read-run.js';
import { runStep } from './run-step.js';
import { sourceFolder } from './source-folder.js';
import { claimFile } from '../connections/folder/claim-file.js';
import { readClaimedFile } from '../connections/folder/read-claimed-file.js';
import { formatBytes } from '../model/byte-size.js';
import { sizeLimit } from '../model/size-limit.js';
import { noteReceivedFile } from '../store/runs.js';

/**
 * Brings the file of the integration's own source into the file store, once nobody writes to it any more. From here on
 * its content is fixed by its SHA-256, as that of an uploaded file is from the beginning.
 */
export const receiveFile =
  ({ database, files }: Dependencies) =>
  async (id: string): Promise<void> => {
    await runStep(database, { run: id, step: 'receive' }, async (say) => {
      const todo = await readRun(database, id);
      const { folder, taken } = sourceFolder(todo);
      const signal = cancellationSignal();
      const claimed = await claimFile(folder, taken, signal);
      const { most } = sizeLimit(taken.file, todo.definition.limits);
      const { sha256, bytes } = await files.keep(readClaimedFile(claimed, signal), most);
      await noteReceivedFile(database, id, sha256, bytes);
      say(`Received ${taken.file} from ${claimed.folder}: ${formatBytes(bytes)}, SHA-256 ${sha256}`);
    });
  };
