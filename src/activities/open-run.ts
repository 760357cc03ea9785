import pg from 'pg';

import type { Dependencies } from './dependencies.js';
import { draftRun } from './draft-run.js';
import { needsOpening } from './run-files.js';
import { IntegratorError, type ErrorCode } from '../model/errors.js';
import type { RunRequest } from '../model/run-request.js';
import type { Database } from '../store/database.js';
import { findIntegrationVersion } from '../store/integrations.js';
import { insertRun, type NewRun } from '../store/insert-run.js';
import { findOpenExport, findRun, findRunByName, findRunByOpenFile, type StoredRun } from '../store/runs.js';

/** What is to be done for a run, now that it is open. */
export interface OpenedRun {
  name: string;
  /** Another run reads a file of this name: it is waited for. */
  waits: boolean;
  /** Its file is still to be received, from the integration's source. */
  receives: boolean;
  /** One of its files must be decrypted or unzipped. */
  opens: boolean;
  /** What an export sends: a whole file, or records. An import has none. */
  exports?: 'file' | 'records';
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
    const { database } = dependencies;
    for (const fraction of [0, 3, 6, 6, 6] as const) {
      const run = await findRun(database, request.run);
      if (run !== undefined) return describeOpened(run);
      await tryToOpen(dependencies, request, fraction);
    }
    const run = await findRun(database, request.run);
    if (run !== undefined) return describeOpened(run);
    throw new IntegratorError('internal', `No free default Run Name was found for ${request.integration}.`);
  };

function describeOpened(run: StoredRun): OpenedRun {
  const { name, status, code, reason, fileName, fileSha256, externalFiles } = run;
  if (status !== 'In-Progress') {
    const refusal =
      status === 'Not Run' && code !== null && reason !== null
        ? { code, reason }
        : // Temporal forgets a workflow after a while; the row does not.
          ({ code: 'superseded', reason: `The run ${name} has ended already.` } as const);
    return { name, waits: false, receives: false, opens: false, refusal };
  }
  if (run.direction === 'export') {
    const exports = fileName === null ? 'records' : 'file';
    return { name, waits: false, receives: false, opens: false, exports };
  }
  return {
    name,
    waits: !run.holdsFile,
    receives: fileSha256 === null,
    opens: [{ name: fileName ?? '' }, ...Object.values(externalFiles)].some(needsOpening),
  };
}

/** Writes the row, unless only the default Run Name was taken: then one with a finer stamp may be free. */
async function tryToOpen(dependencies: Dependencies, request: RunRequest, fraction: 0 | 3 | 6): Promise<void> {
  const { database } = dependencies;
  const draft = await draftRun(dependencies, request, fraction);
  try {
    await insertRun(database, draft);
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code !== '23505') throw error;
    if (error.constraint === 'run_name') {
      if (request.name !== undefined)
        await insertRun(database, { ...draft, refusal: await nameTaken(database, draft) });
    } else if (error.constraint === 'run_exporting') {
      await insertRun(database, { ...draft, refusal: await isSending(database, draft) });
    } else if (await mayWait(database, request, draft)) {
      await insertRun(database, { ...draft, holdsFile: false });
    } else {
      await insertRun(database, { ...draft, refusal: await fileInUse(database, draft) });
    }
  }
}

/** Whether the run is to wait for its file name: as it was asked for, or else as its integration says. */
async function mayWait(database: Database, request: RunRequest, draft: NewRun): Promise<boolean> {
  const { site, integration, definitionVersion } = draft;
  const definition = await findIntegrationVersion(database, site, integration, definitionVersion);
  const declared = definition?.direction === 'import' ? definition.onFileInUse : undefined;
  return (request.onFileInUse ?? declared) === 'wait';
}

async function nameTaken(database: Database, draft: NewRun): Promise<NonNullable<NewRun['refusal']>> {
  const holder = await findRunByName(database, draft.site, draft.name);
  const reason = `The Run Name ${draft.name} is taken by run ${holder?.id ?? 'unknown'}. Choose another.`;
  return { code: 'run-name-taken', reason };
}

async function isSending(database: Database, { site, integration }: NewRun): Promise<NonNullable<NewRun['refusal']>> {
  const holder = await findOpenExport(database, site, integration);
  const reason = `${integration} is being sent by the run ${holder?.name ?? 'that has just ended'}. Send again when it has ended.`;
  return { code: 'run-in-progress', reason };
}

async function fileInUse(database: Database, draft: NewRun): Promise<NonNullable<NewRun['refusal']>> {
  const fileName = draft.fileName ?? '';
  const holder = await findRunByOpenFile(database, draft.site, fileName);
  const reason = `${fileName} is being read by the run ${holder?.name ?? 'that has just ended'}. Only one run at a time reads a file of one name on a site; run again when it has ended, or let it wait (onFileInUse).`;
  return { code: 'file-in-use', reason };
}
