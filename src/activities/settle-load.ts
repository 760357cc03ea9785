import { log } from '@temporalio/activity';

import { closeRun } from './close-run.js';
import type { Dependencies } from './dependencies.js';
import { discardLoad } from './discard-load.js';
import { putAwayFile } from './put-away-file.js';
import { settledLoad } from '../model/ended-load.js';
import { IntegratorError } from '../model/errors.js';
import type { RunOutcome } from '../model/run.js';
import { findRun } from '../store/runs.js';

/**
 * Asks the target of a run that ended unsettled whether its records were applied, sees to it that they never will be
 * where they were not, and gives the run the end it has after all.
 *
 * @returns how it ended; undefined where that was known already.
 * @throws IntegratorError `target-unavailable` (tried again) as long as the target cannot be asked, whatever the reason:
 *   its connection may be mended.
 */
export const settleLoad =
  (dependencies: Dependencies) =>
  async (id: string): Promise<RunOutcome | undefined> => {
    const run = await findRun(dependencies.database, id);
    if (run?.mayHaveApplied !== true) return undefined;
    const applied = await discardLoad(dependencies)(id).catch((error: unknown) => {
      throw new IntegratorError('target-unavailable', error instanceof Error ? error.message : String(error));
    });
    const outcome = settledLoad({ code: run.code ?? 'internal', reason: run.reason ?? '' }, applied ?? 'none');
    // It waits with its run until it is known where it belongs.
    await putAwayFile(dependencies)(id, outcome.status).catch(() => undefined);
    await closeRun(dependencies)(id, outcome);
    log.info(`Unsettled run ended: ${outcome.status}`, { runName: run.name, reason: outcome.reason });
    return outcome;
  };
