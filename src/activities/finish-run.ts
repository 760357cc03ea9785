import type { Dependencies } from './dependencies.js';
import type { RunOutcome } from '../model/run.js';
import { settleAnswers } from '../store/reject-answers.js';
import { deleteRejects } from '../store/rejects.js';
import { closeRun } from '../store/runs.js';

/**
 * Closes a run and releases its file name. One whose records were applied settles the rejects they stand for; a halted
 * one leaves nothing behind, no rejects either. Done again, it changes nothing.
 */
export async function finishRun(
  { database, files }: Dependencies,
  id: string,
  outcome: RunOutcome,
  wasApplied: boolean,
): Promise<void> {
  await files.opened.forgetRun(id);
  if (wasApplied) await settleAnswers(database, id);
  else if (outcome.code === 'halted') await deleteRejects(database, id);
  await closeRun(database, id, outcome);
}
