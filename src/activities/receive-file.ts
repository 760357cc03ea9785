import { cancellationSignal } from '@temporalio/activity';

import type { Dependencies } from './dependencies.js';
import { readImport, type ImportToDo } from './read-run.js';
import { requireArmed } from './require-armed.js';
import { runStep } from './run-step.js';
import { sourceFolder } from './source-folder.js';
import { claimFile } from '../connections/files/claim-file.js';
import type { FileSystem } from '../connections/files/file-system.js';
import { openFileSystem } from '../connections/files/open-file-system.js';
import { putAwayFile } from '../connections/files/put-away-file.js';
import { readClaimedFile } from '../connections/files/read-claimed-file.js';
import type { TakenFile } from '../connections/files/taken-file.js';
import { formatBytes } from '../model/format-bytes.js';
import { sizeLimit } from '../model/size-limit.js';
import type { Database } from '../store/database.js';
import { findRun, noteReceivedFile } from '../store/runs.js';

/**
 * Brings the file of the integration's own source into the file store, once nobody writes to it any more. From here on
 * its content is fixed by its SHA-256, as that of an uploaded file is from the beginning.
 */
export const receiveFile =
  (dependencies: Dependencies) =>
  async (id: string): Promise<void> => {
    const { database, files, resolveSecret } = dependencies;
    await runStep(database, { run: id, step: 'receive' }, async (say) => {
      const todo = await readImport(database, id);
      const { connection, taken } = sourceFolder(todo);
      // A file that will be put away is moved out of the way of whoever else reads it.
      const moves = (taken.archive ?? taken.failed) !== undefined;
      if (moves) await requireArmed(dependencies, todo.site, todo.definition.source?.connection ?? '');
      const fs = await openFileSystem(connection, resolveSecret, cancellationSignal());
      try {
        const claimed = await claimFile(fs, taken);
        const { most } = sizeLimit(taken.file, todo.definition.limits);
        const { sha256, bytes } = await files.keep(readClaimedFile(fs, claimed), most);
        await noteReceivedFile(database, id, sha256, bytes);
        say(`Received ${claimed.path} from ${fs.name}: ${formatBytes(bytes)}, SHA-256 ${sha256}`);
      } finally {
        await giveBackTooLate(database, todo, fs, taken);
        await fs.close();
      }
    });
  };

/** What an attempt has claimed that slept past the end of its run is a later file, and nobody would put it away. */
async function giveBackTooLate(
  database: Database,
  { run }: ImportToDo,
  fs: FileSystem,
  taken: TakenFile,
): Promise<void> {
  const now = await findRun(database, run.id);
  // The file of a run that is unsettled waits there until it is known where it belongs.
  if (now === undefined || now.endedAt === null || now.mayHaveApplied) return;
  const { archive, failed, ...unclaimed } = taken;
  if (archive === undefined && failed === undefined) return;
  await putAwayFile(fs, unclaimed, { startedAt: run.startedAt, outcome: 'failure' });
}
