import { cancellationSignal } from '@temporalio/activity';

import type { Dependencies } from './dependencies.js';
import { readRun, type RunToDo } from './read-run.js';
import { runStep } from './run-step.js';
import { sourceFolder, type SourceFolder } from './source-folder.js';
import { claimFile } from '../connections/folder/claim-file.js';
import { putAwayFile } from '../connections/folder/put-away-file.js';
import { readClaimedFile } from '../connections/folder/read-claimed-file.js';
import { formatBytes } from '../model/byte-size.js';
import { sizeLimit } from '../model/size-limit.js';
import type { Database } from '../store/database.js';
import { findRun, noteReceivedFile } from '../store/runs.js';

/**
 * Brings the file of the integration's own source into the file store, once nobody writes to it any more. From here on
 * its content is fixed by its SHA-256, as that of an uploaded file is from the beginning.
 */
export const receiveFile =
  ({ database, files }: Dependencies) =>
  async (id: string): Promise<void> => {
    await runStep(database, { run: id, step: 'receive' }, async (say) => {
      const todo = await readRun(database, id);
      const source = sourceFolder(todo);
      const { folder, taken } = source;
      const signal = cancellationSignal();
      try {
        const claimed = await claimFile(folder, taken, signal);
        const { most } = sizeLimit(taken.file, todo.definition.limits);
        const { sha256, bytes } = await files.keep(readClaimedFile(claimed, signal), most);
        await noteReceivedFile(database, id, sha256, bytes);
        say(`Received ${taken.file} from ${claimed.folder}: ${formatBytes(bytes)}, SHA-256 ${sha256}`);
      } finally {
        await giveBackTooLate(database, todo, source);
      }
    });
  };

/** What an attempt has claimed that slept past the end of its run is a later file, and nobody would put it away. */
async function giveBackTooLate(database: Database, { run }: RunToDo, { folder, taken }: SourceFolder): Promise<void> {
  const now = await findRun(database, run.id);
  // The file of a run that is unsettled waits there until it is known where it belongs.
  if (now === undefined || now.endedAt === null || now.mayHaveApplied) return;
  const { archive, failed, ...unclaimed } = taken;
  if (archive === undefined && failed === undefined) return;
  await putAwayFile(folder, unclaimed, { startedAt: run.startedAt, outcome: 'failure' });
}
