import type { Dependencies } from './dependencies.js';
import { draftRun } from './draft-run.js';
import { isTaken, openRow, refusalOf } from './open-row.js';
import { needsOpening } from './run-files.js';
import { writeRun } from './write-run.js';
import type { Fraction } from '../model/run-name.js';
import type { RunRequest } from '../model/run-request.js';
import type { Database } from '../store/database.js';
import { integrations } from '../store/integrations.js';
import type { NewRun, Refusal } from '../store/insert-run.js';
import { findOpenExport, findRunByOpenFile, type StoredRun } from '../store/runs.js';

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
  refusal?: Refusal;
}

/**
 * Writes down the run: In-Progress, holding its Run Name and its file name; or Not Run with the cause, where it may
 * not run. Asked again, it finds what it wrote.
 */
export const openRun =
  (dependencies: Dependencies) =>
  async (request: RunRequest): Promise<OpenedRun> => {
    const draft = (fraction: Fraction) => draftRun(dependencies, request, fraction);
    const insert = (run: NewRun) => insertUnlessTaken(dependencies, request, run);
    return describeOpened(await openRow(dependencies, request, draft, insert));
  };

function describeOpened(run: StoredRun): OpenedRun {
  const { name, fileName, fileSha256, externalFiles } = run;
  const refusal = refusalOf(run);
  if (refusal !== undefined) return { name, waits: false, receives: false, opens: false, refusal };
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

/** Writes the row; where another run holds its file name or sends its records, as one that waits or may not run. */
async function insertUnlessTaken(dependencies: Dependencies, request: RunRequest, draft: NewRun): Promise<void> {
  const { database } = dependencies;
  try {
    await writeRun(dependencies, draft);
  } catch (error) {
    if (isTaken(error, 'run_exporting')) {
      await writeRun(dependencies, { ...draft, refusal: await isSending(database, draft) });
    } else if (!isTaken(error, 'run_file_in_use')) {
      throw error;
    } else if (await mayWait(database, request, draft)) {
      await writeRun(dependencies, { ...draft, holdsFile: false });
    } else {
      await writeRun(dependencies, { ...draft, refusal: await fileInUse(database, draft) });
    }
  }
}

/** Whether the run is to wait for its file name: as it was asked for, or else as its integration says. */
async function mayWait(database: Database, request: RunRequest, draft: NewRun): Promise<boolean> {
  const { site, integration, definitionVersion } = draft;
  const definition = await integrations.findVersion(database, site, integration, definitionVersion);
  const declared = definition?.direction === 'import' ? definition.onFileInUse : undefined;
  return (request.onFileInUse ?? declared) === 'wait';
}

async function isSending(database: Database, { site, integration }: NewRun): Promise<Refusal> {
  const holder = await findOpenExport(database, site, integration);
  const reason = `${integration} is being sent by the run ${holder?.name ?? 'that has just ended'}. Send again when it has ended.`;
  return { code: 'run-in-progress', reason };
}

async function fileInUse(database: Database, draft: NewRun): Promise<Refusal> {
  const fileName = draft.fileName ?? '';
  const holder = await findRunByOpenFile(database, draft.site, fileName);
  const reason = `${fileName} is being read by the run ${holder?.name ?? 'that has just ended'}. Only one run at a time reads a file of one name on a site; run again when it has ended, or let it wait (onFileInUse).`;
  return { code: 'file-in-use', reason };
}
