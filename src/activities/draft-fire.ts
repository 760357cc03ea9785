import { fireKey, type DueFire } from './fire.js';
import type { AnyRunRequest } from '../model/run-request.js';
import type { Database } from '../store/database.js';
import type { ExternalFiles } from '../store/external-files.js';
import type { StoredSchedule } from '../store/schedules.js';
import { requireUpload } from '../store/uploads.js';

/**
 * The run a fire of a schedule asks for. Files are those that were uploaded last under their names.
 *
 * @throws IntegratorError `file-not-found`.
 */
export async function draftFire(
  database: Database,
  { site, definition }: StoredSchedule,
  fire: DueFire,
): Promise<AnyRunRequest> {
  const { integration, integrationSet, runName, members, send, onFileInUse, exclude, parameters = {} } = definition;
  const asked = { ...askedBy(fire), ...(runName === undefined ? {} : { nameStem: runName }) };
  if (integration === undefined) {
    return { ...asked, integrationSet: integrationSet ?? '', ...(members === undefined ? {} : { members }) };
  }
  return {
    ...asked,
    integration,
    parameters,
    ...(send === undefined ? {} : { send }),
    ...(onFileInUse === undefined ? {} : { onFileInUse }),
    ...(exclude === undefined ? {} : { exclude }),
    ...(definition.file === undefined ? {} : { file: await requireUpload(database, site, definition.file) }),
    ...(await findExternalFiles(database, site, definition.externalFiles)),
  };
}

/** The run of a fire of which only that is known: for its row. */
export function requestOf(fire: DueFire): AnyRunRequest {
  const { template } = fire;
  return 'integration' in template
    ? { ...askedBy(fire), ...template, parameters: {} }
    : { ...askedBy(fire), ...template };
}

function askedBy(fire: DueFire) {
  const { site, schedule, id, intendedAt, workflow } = fire;
  return {
    run: fireKey(fire).run,
    site,
    trigger: 'schedule',
    requestedBy: `schedule ${schedule}`,
    fire: { schedule: id, intendedAt, workflow },
  } as const;
}

/** For the row of a fire that does not run, which must not fail for want of a file. */
export function withoutFiles({ definition, ...schedule }: StoredSchedule): StoredSchedule {
  const { file, externalFiles, ...rest } = definition;
  return { ...schedule, definition: rest };
}

async function findExternalFiles(
  database: Database,
  site: string,
  named: Record<string, string> | undefined,
): Promise<{ externalFiles?: ExternalFiles }> {
  if (named === undefined) return {};
  const externalFiles: ExternalFiles = {};
  for (const [name, upload] of Object.entries(named)) externalFiles[name] = await requireUpload(database, site, upload);
  return { externalFiles };
}
