import { fireKey, type DueFire } from './fire.js';
import type { AnyRunRequest } from '../model/run-request.js';
import type { Database } from '../store/database.js';
import type { StoredSchedule } from '../store/schedules.js';
import { requireUpload, requireUploads } from '../store/uploads.js';

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
  const { externalFiles } = definition;
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
    ...(externalFiles === undefined ? {} : { externalFiles: await requireUploads(database, site, externalFiles) }),
  };
}

/** The run of a fire of which only that is known: for its row. */
export function requestOf(fire: DueFire): AnyRunRequest {
  const { template } = fire;
  return template.isSet
    ? { ...askedBy(fire), integrationSet: template.name }
    : { ...askedBy(fire), integration: template.name, parameters: {} };
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
