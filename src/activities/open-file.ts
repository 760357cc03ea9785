import { cancellationSignal } from '@temporalio/activity';

import type { Dependencies } from './dependencies.js';
import { OpeningFile } from './opening-file.js';
import { readRun } from './read-run.js';
import { needsOpening, SOURCE, sourceFileOf } from './run-files.js';
import { runStep } from './run-step.js';

/**
 * Decrypts and unzips the files of a run that need it, into quarantine: what comes out is there for the load only when
 * signature, check sum and limits have held to the end (DESIGN §4). Tried again, it does so again.
 */
export const openFile =
  (dependencies: Dependencies) =>
  async (id: string): Promise<void> => {
    const { database } = dependencies;
    await runStep(database, { run: id, step: 'open' }, async (say) => {
      const todo = await readRun(database, id);
      const opening = new OpeningFile(dependencies, todo, say, cancellationSignal());
      const files = [[SOURCE, sourceFileOf(todo.run)], ...Object.entries(todo.run.externalFiles)] as const;
      for (const [name, file] of files) {
        if (needsOpening(file)) await opening.open(name, file);
      }
    });
  };
