import type { Dependencies } from './dependencies.js';
import { finishRun } from './finish-run.js';
import type { RunOutcome } from '../model/run.js';

/** Closes the run, as its last step. */
export const closeRun =
  (dependencies: Dependencies) =>
  (id: string, outcome: RunOutcome): Promise<void> =>
    finishRun(dependencies, id, outcome, outcome.status !== 'Failed' || outcome.counts.read > 0);
