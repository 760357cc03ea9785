import type { ExpectedBy } from '../model/expected-by.js';
import type { Database } from './database.js';

/** An integration whose file is expected by a time of the day, on a site that tells somebody where it has not come. */
export interface ExpectedFile {
  site: string;
  timeZone: string;
  integration: string;
  /** Its name, with tokens. */
  file: string;
  expectedBy: ExpectedBy;
  /** What was expected before it was said is not late. */
  since: Date;
}

/** All of them, of all sites. */
export async function listExpectedFiles(database: Database): Promise<ExpectedFile[]> {
  const { rows } = await database.query<ExpectedFile>(
    `select site.id as site, time_zone as "timeZone", name as integration, definition #>> '{source,file}' as file,
       definition #> '{source,expectedBy}' as "expectedBy", version.created_at as since
     from site join integration on integration.site = site.id
     join integration_version as version using (site, name, version)
     where tells_of(notifications, 'file-late') and definition #> '{source,expectedBy}' is not null`,
  );
  return rows;
}

/** A time in which a run is to have taken the file of an integration. */
export interface ExpectedTake {
  site: string;
  integration: string;
  from: Date;
  by: Date;
  /** What is told of once where none has. */
  subject: string;
}

/**
 * Those of them in which no run has, and of which nobody was told yet. A run that found no file has not taken it, one
 * that goes over an earlier run's file neither.
 */
export async function findMissingTakes<Take extends ExpectedTake>(
  database: Database,
  expected: readonly Take[],
): Promise<Take[]> {
  const { rows } = await database.query<{ place: number }>(
    `select place from unnest($1::text[], $2::text[], $3::timestamptz[], $4::timestamptz[], $5::text[])
       with ordinality as expected (site, integration, since, by, subject, place)
     where not exists (
       select from run where run.site = expected.site and run.integration = expected.integration and not is_set
         and started_at >= since and started_at < by
         and file_sha256 is not null and status <> 'Not Run' and not dry_run and rerun_of is null and resubmits is null
     ) and not exists (
       select from notification as told
       where told.site = expected.site and event = 'file-late' and told.subject = expected.subject
     )`,
    [
      expected.map(({ site }) => site),
      expected.map(({ integration }) => integration),
      expected.map(({ from }) => from),
      expected.map(({ by }) => by),
      expected.map(({ subject }) => subject),
    ],
  );
  const places = new Set(rows.map(({ place }) => place - 1));
  return expected.filter((_, index) => places.has(index));
}
