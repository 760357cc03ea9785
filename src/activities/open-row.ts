import pg from 'pg';

import type { Dependencies } from './dependencies.js';
import { writeRun } from './write-run.js';
import { IntegratorError } from '../model/errors.js';
import type { Fraction } from '../model/run-name.js';
import { nameOfRequested, type AnyRunRequest } from '../model/run-request.js';
import { findRunByName, findRun, type StoredRun } from '../store/runs.js';
import type { NewRun, Refusal } from '../store/insert-run.js';

/**
 * The row of a run that is asked for: the one there is, or one as `draft` has it. Where its default Run Name is taken,
 * one with a finer stamp may be free.
 */
export async function openRow(
  dependencies: Dependencies,
  request: AnyRunRequest,
  draft: (fraction: Fraction) => Promise<NewRun>,
  insert: (draft: NewRun) => Promise<void> = (one) => writeRun(dependencies, one),
): Promise<StoredRun> {
  const { database } = dependencies;
  for (const fraction of [0, 3, 6, 6, 6] as const) {
    const run = await findRun(database, request.run);
    if (run !== undefined) return run;
    const drafted = await draft(fraction);
    try {
      await insert(drafted);
    } catch (error) {
      if (!isTaken(error, 'run_name')) throw error;
      if (request.name === undefined) continue;
      const holder = await findRunByName(database, drafted.site, drafted.name);
      const reason = `The Run Name ${drafted.name} is taken by run ${holder?.id ?? 'unknown'}. Choose another.`;
      await insert({ ...drafted, refusal: { code: 'run-name-taken', reason } });
    }
  }
  const run = await findRun(database, request.run);
  if (run !== undefined) return run;
  throw new IntegratorError('internal', `No free default Run Name was found for ${nameOfRequested(request)}.`);
}

/** Whether a row was refused as another one holds what this index has once. */
export function isTaken(error: unknown, index: string): boolean {
  return error instanceof pg.DatabaseError && error.code === '23505' && error.constraint === index;
}

/** Why a run that has its row does not run; undefined for one that does. */
export function refusalOf({ name, status, code, reason }: StoredRun): Refusal | undefined {
  if (status === 'In-Progress') return undefined;
  if (status === 'Not Run' && code !== null && reason !== null) return { code, reason };
  if (status === 'Failed' && code !== null && reason !== null) return { code, reason, status };
  // Temporal forgets a workflow after a while; the row does not.
  return { code: 'superseded', reason: `The run ${name} has ended already.` };
}
