import pg from 'pg';

import type { Dependencies } from './dependencies.js';
import { draftRun } from './draft-run.js';
import { IntegratorError, type ErrorCode } from '../model/errors.js';
import type { RunRequest } from '../model/run-request.js';
import type { Database } from '../store/database.js';
import { findRun, findRunByName, findRunByOpenFile, insertRun, type NewRun } from '../store/runs.js';

export interface OpenedRun {
  name: string;
  /** Whether its file is still to be received, from the integration's source. */
  fromSource: boolean;
  /** Why it does not run, where it does not. */
  refusal?: { code: ErrorCode; reason: string };
}

/**
 * Writes down the run: In-Progress, holding its Run Name and its file name; or Not Run with the cause, where it may
 * not run. Asked again, it finds what it wrote.
 */
export const openRun =
  (dependencies: Dependencies) =>
  async (request: RunRequest): Promise<OpenedRun> => {
    for (const fraction of [0, 3, 6, 6, 6] as const) {
      const opened = await findOpened(dependencies.database, request.run);
      if (opened !== undefined) return opened;
      await tryToOpen(dependencies, request, fraction);
    }
    const opened = await findOpened(dependencies.database, request.run);
    if (opened !== undefined) return opened;
    throw new IntegratorError('internal', `No free default Run Name was found for ${request.integration}.`);
  };

async function findOpened(database: Database, id: string): Promise<OpenedRun | undefined> {
  const run = await findRun(database, id);
  if (run === undefined) return undefined;
  const { name, status, code, reason } = run;
  const opened = { name, fromSource: run.fileSha256 === null };
  // Temporal forgets a workflow after a while; the row does not.
  if (status !== 'In-Progress' && status !== 'Not Run') {
    return { ...opened, refusal: { code: 'superseded', reason: `The run ${name} has ended already.` } };
  }
  return status === 'Not Run' && code !== null && reason !== null ? { ...opened, refusal: { code, reason } } : opened;
}

/** Writes the row, unless only the default Run Name was taken: then one with a finer stamp may be free. */
async function tryToOpen(dependencies: Dependencies, request: RunRequest, fraction: 0 | 3 | 6): Promise<void> {
  const { database } = dependencies;
  const draft = await draftRun(dependencies, request, fraction);
  try {
    await insertRun(database, draft);
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code !== '23505') throw error;
    if (error.constraint === 'run_name' && request.name === undefined) return;
    const refusal = await describeConflict(database, draft, error.constraint);
    await insertRun(database, { ...draft, refusal });
  }
}

async function describeConflict(
  database: Database,
  draft: NewRun,
  index: string | undefined,
): Promise<{ code: ErrorCode; reason: string }> {
  if (index === 'run_name') {
    const holder = await findRunByName(database, draft.site, draft.name);
    const reason = `The Run Name ${draft.name} is taken by run ${holder?.id ?? 'unknown'}. Choose another.`;
    return { code: 'run-name-taken', reason };
  }
  const fileName = draft.fileName ?? '';
  const holder = await findRunByOpenFile(database, draft.site, fileName);
  const reason = `${fileName} is being read by the run ${holder?.name ?? 'that has just ended'}. Only one run at a time reads a file of one name on a site; run again when it has ended.`;
  return { code: 'file-in-use', reason };
}
