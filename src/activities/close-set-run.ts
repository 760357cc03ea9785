import type { Dependencies } from './dependencies.js';
import { refuseRun } from './refuse-run.js';
import { IntegratorError } from '../model/errors.js';
import { memberRequest } from '../model/member-request.js';
import type { RunOutcome } from '../model/run.js';
import type { Refusal } from '../store/insert-run.js';
import { closeRun, findRun, type StoredRun } from '../store/runs.js';
import { findMemberRuns, sumMemberCounts } from '../store/set-runs.js';

/**
 * Closes the run of a set: members it did not come to are Not Run for the reason `rest`, its counts are those of its
 * members. Done again, it changes nothing.
 *
 * @returns how it has ended.
 */
export const closeSetRun =
  (dependencies: Dependencies) =>
  async (id: string, ended: Omit<RunOutcome, 'counts'>, rest: Refusal): Promise<RunOutcome> => {
    const { database, meter } = dependencies;
    const run = await findRun(database, id);
    if (run === undefined) throw new IntegratorError('run-not-found', `There is no run ${id}.`);
    await refuseRest(dependencies, run, rest);
    const outcome = { ...ended, counts: await sumMemberCounts(database, id) };
    const closed = await closeRun(database, id, outcome);
    if (closed !== undefined) meter?.ended(closed);
    return outcome;
  };

async function refuseRest(dependencies: Dependencies, set: StoredRun, rest: Refusal): Promise<void> {
  const members = set.plan?.members ?? [];
  const runs = await findMemberRuns(dependencies.database, members);
  for (const [index, member] of members.entries()) {
    if (runs.has(member.run)) continue;
    await refuseRun(dependencies)(memberRequest({ ...set, run: set.id }, member, index + 1), rest);
  }
}
