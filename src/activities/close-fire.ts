import type { Dependencies } from './dependencies.js';
import { fireKey, type DueFire } from './fire.js';
import { refuseRun } from './refuse-run.js';
import { settleSchedules } from './settle-schedules.js';
import type { AnyRunRequest } from '../model/run-request.js';
import type { RunOutcome } from '../model/run.js';
import { endFire, haveFailed } from '../store/fires.js';
import { findRun } from '../store/runs.js';
import { enableSchedule, findSchedule } from '../store/schedules.js';

/**
 * Ends a fire whose run has ended, or was refused by its site: then it leaves a row all the same. A schedule whose runs
 * fail time after time is disabled, where it says so.
 *
 * @returns the workflows of the fires that wait for their turn, the first one first.
 */
export const closeFire =
  (dependencies: Dependencies) =>
  async (fire: DueFire, request: AnyRunRequest, { status, code, reason = status }: RunOutcome): Promise<string[]> => {
    const { database } = dependencies;
    if ((await findRun(database, request.run)) === undefined) {
      await refuseRun(dependencies)(request, { code: code ?? 'internal', reason });
    }
    const waiting = await endFire(database, fireKey(fire));
    if (status !== 'Completed' && status !== 'Not Run') await pauseAfterFailures(dependencies, fire);
    return waiting;
  };

async function pauseAfterFailures(dependencies: Dependencies, { site, schedule, id }: DueFire): Promise<void> {
  const { database } = dependencies;
  const stored = await findSchedule(database, site, schedule);
  const inARow = stored?.definition.pauseAfterFailures;
  if (stored?.id !== id || !stored.enabled || inARow === undefined) return;
  if (!(await haveFailed(database, id, inARow))) return;
  await enableSchedule(database, site, schedule, false, {
    by: `schedule ${schedule}`,
    note: `disabled after ${inARow} runs in a row that have not Completed`,
    failures: inARow,
  });
  await settleSchedules(dependencies)(site, schedule);
}
