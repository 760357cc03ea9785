import { cancellationSignal } from '@temporalio/activity';

import type { Dependencies } from './dependencies.js';
import { readImport } from './read-run.js';
import { runStep } from './run-step.js';
import { sourceFolder } from './source-folder.js';
import { openFileSystem } from '../connections/files/open-file-system.js';
import { putAwayFile as putAway } from '../connections/files/put-away-file.js';
import type { RunStatus } from '../model/run.js';

/** Puts the file of the integration's source where files go that were loaded, or whose run failed. */
export const putAwayFile =
  ({ database, resolveSecret }: Dependencies) =>
  async (id: string, status: RunStatus): Promise<void> => {
    const todo = await readImport(database, id);
    const { connection, taken } = sourceFolder(todo);
    if (taken.archive === undefined && taken.failed === undefined) return;
    await runStep(database, { run: id, step: 'put-away' }, async (say) => {
      const outcome = status === 'Failed' ? 'failure' : 'success';
      const fs = await openFileSystem(connection, resolveSecret, cancellationSignal());
      try {
        const put = await putAway(fs, taken, { startedAt: todo.run.startedAt, outcome });
        if (put === undefined) say('There was nothing to put away');
        else say(put.keptBecause === undefined ? `Put away as ${put.path}` : `Left as ${put.path}: ${put.keptBecause}`);
      } finally {
        await fs.close();
      }
    });
  };
