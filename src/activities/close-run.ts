import type { Dependencies } from './dependencies.js';
import type { RunOutcome } from '../model/run.js';
import { listRunsThatWait } from '../store/file-turns.js';
import { settleAnswers } from '../store/reject-answers.js';
import { deleteRejects } from '../store/rejects.js';
import { endUnheardSteps } from '../store/run-steps.js';
import { closeRun as close } from '../store/runs.js';

/**
 * Closes a run and releases its file name. One whose records were applied settles the rejects they stand for; a halted
 * one leaves nothing behind, no rejects either, unless its records may have been applied. Done again, it changes nothing;
 * done again for a run that ended unsettled, it gives it the end it has after all.
 *
 * @returns the runs that wait for the file name, in their order.
 */
export const closeRun =
  ({ database, files, meter }: Dependencies) =>
  async (id: string, outcome: RunOutcome): Promise<string[]> => {
    await files.opened.forgetRun(id);
    if (outcome.status !== 'Failed') await settleAnswers(database, id);
    else if (outcome.code === 'halted' && outcome.unsettled !== true && outcome.counts.read === 0)
      await deleteRejects(database, id);
    await endUnheardSteps(database, id);
    const ended = await close(database, id, outcome);
    if (ended !== undefined) meter?.ended(ended);
    // An attempt that slept so long may have opened the files anew; from here on, one that wakes forgets them itself.
    await files.opened.forgetRun(id);
    return listRunsThatWait(database, id);
  };
