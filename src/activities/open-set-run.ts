import type { Dependencies } from './dependencies.js';
import { draftSetRun } from './draft-set-run.js';
import { openRow, refusalOf } from './open-row.js';
import type { PlannedMember } from '../model/integration-set.js';
import type { SetRunRequest } from '../model/run-request.js';
import type { Refusal } from '../store/insert-run.js';

/** A set's run that is open, and its members in their order. */
export interface OpenedSetRun {
  name: string;
  members: PlannedMember[];
  /** Why it does not run, where it does not. */
  refusal?: Refusal;
}

/**
 * Writes down the run of a set with its plan: In-Progress; or Not Run with the cause, where a member was deleted or
 * lacks something. Asked again, it finds what it wrote.
 */
export const openSetRun =
  (dependencies: Dependencies) =>
  async (request: SetRunRequest): Promise<OpenedSetRun> => {
    const run = await openRow(dependencies, request, (fraction) => draftSetRun(dependencies, request, fraction));
    const refusal = refusalOf(run);
    return { name: run.name, members: run.plan?.members ?? [], ...(refusal === undefined ? {} : { refusal }) };
  };
