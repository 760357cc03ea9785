import { cancellationSignal } from '@temporalio/activity';

import type { Dependencies } from './dependencies.js';
import { OpeningFile } from './opening-file.js';
import { readImport } from './read-run.js';
import { needsOpening, SOURCE, sourceFileOf } from './run-files.js';
import { runStep, type Say } from './run-step.js';
import { findRun } from '../store/runs.js';

/**
 * Decrypts and unzips the files of a run that need it, into quarantine: what comes out is there for the load only when
 * signature, check sum and limits have held to the end (DESIGN §4). Tried again, it does so again.
 */
export const openFile =
  (dependencies: Dependencies) =>
  async (id: string): Promise<void> => {
    const { database, files } = dependencies;
    await runStep(database, { run: id, step: 'open' }, async (say) => {
      try {
        await openAll(dependencies, id, say);
      } finally {
        // An attempt that slept past the end of its run leaves nothing behind either.
        if ((await findRun(database, id))?.endedAt !== null) await files.opened.forgetRun(id);
      }
    });
  };

async function openAll(dependencies: Dependencies, id: string, say: Say): Promise<void> {
  const todo = await readImport(dependencies.database, id);
  const opening = new OpeningFile(dependencies, todo, say, cancellationSignal());
  const files = [[SOURCE, sourceFileOf(todo.run)], ...Object.entries(todo.run.externalFiles)] as const;
  for (const [name, file] of files) {
    if (needsOpening(file)) await opening.open(name, file);
  }
}
