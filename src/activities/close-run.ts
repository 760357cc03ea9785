import type { Dependencies } from './dependencies.js';
import type { RunOutcome } from '../model/run.js';
import { deleteRejects } from '../store/rejects.js';
import * as runs from '../store/runs.js';

/** Closes the run and releases its file name. A halted run leaves nothing behind, no rejects either. */
export const closeRun =
  ({ database }: Dependencies) =>
  async (id: string, outcome: RunOutcome): Promise<void> => {
    if (outcome.code === 'halted') await deleteRejects(database, id);
    await runs.closeRun(database, id, outcome);
  };
