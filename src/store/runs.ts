import type { ErrorCode } from '../model/errors.js';
import type { ExclusionGroup } from '../model/exclusion-group.js';
import type { Guard } from '../model/guard.js';
import type { SetPlan } from '../model/integration-set.js';
import type { ParameterValues } from '../model/parameters.js';
import type { UploadedFile } from '../model/run-request.js';
import type { Integration } from '../model/integration.js';
import type { RunCounts, RunOutcome, RunStatus, RunTrigger, SendKind } from '../model/run.js';
import type { Collected, Progress } from './collected.js';
import type { Database } from './database.js';
import type { EndedRun } from './ended-run.js';

/** A run as it is kept. Times are of the control database's clock. */
export interface StoredRun {
  id: string;
  site: string;
  /** The name of the integration; of a set's run, that of the set. */
  integration: string;
  /** Of the integration, or of the set. */
  definitionVersion: number;
  name: string;
  status: RunStatus;
  code: ErrorCode | null;
  reason: string | null;
  trigger: RunTrigger;
  requestedBy: string;
  requestHash: string | null;
  rerunOf: string | null;
  parameters: ParameterValues;
  fileName: string | null;
  fileSha256: string | null;
  fileBytes: number | null;
  /** The names of the columns of its file, once it was read. */
  header: string[] | null;
  externalFiles: Record<string, UploadedFile>;
  /** The exclusion groups it goes by, as they were when it was opened. */
  exclusions: Record<string, ExclusionGroup>;
  dryRun: boolean;
  liftedGuards: Guard[];
  /** The run whose rejects it sends again. */
  resubmits: string | null;
  /** Whether its corrections may overwrite what a later run has loaded. */
  overwrites: boolean;
  /** Nothing to go by where it is the run of a set. */
  direction: Integration['direction'];
  isSet: boolean;
  /** Of a set's run: its members. */
  plan: SetPlan | null;
  /** The run of the set it is a member of, and its place there, from 1. */
  setRun: string | null;
  member: number | null;
  /** The schedule it was a fire of, and when that was due. */
  schedule: string | null;
  intendedAt: Date | null;
  send: SendKind | null;
  /** Of an export: what it has to send, once that is known, and how far it has come. */
  collected: Collected | null;
  progress: Progress;
  /** The hidden name of the file that is being given its final one. */
  publishing: string | null;
  /** Whether it holds its file name; else it waits for it. */
  holdsFile: boolean;
  /**
   * An attempt to load it has said that it is about to commit. Of a run that has ended: it is unsettled, its target is
   * still to be asked whether its records were applied.
   */
  mayHaveApplied: boolean;
  counts: RunCounts;
  temporalRunId: string;
  startedAt: Date;
  endedAt: Date | null;
}

const COLUMNS = `id, site, integration, definition_version as "definitionVersion", name, status, code, reason, trigger,
  requested_by as "requestedBy", request_hash as "requestHash", rerun_of as "rerunOf", parameters,
  file_name as "fileName", file_sha256 as "fileSha256", file_bytes as "fileBytes",
  header, external_files as "externalFiles", exclusions, dry_run as "dryRun", lifted_guards as "liftedGuards", resubmits,
  overwrites, holds_file as "holdsFile", may_have_applied as "mayHaveApplied", direction, send, collected, publishing,
  is_set as "isSet", plan, set_run as "setRun", member, schedule, intended_at as "intendedAt",
  json_build_object('records', sent_records, 'deletes', sent_deletes) as progress,
  json_build_object('read', read, 'applied', applied, 'inserted', inserted, 'updated', updated, 'deleted', deleted,
    'unchanged', unchanged, 'rejected', rejected, 'excluded', excluded) as counts,
  temporal_run_id as "temporalRunId", started_at as "startedAt", ended_at as "endedAt"`;

export async function findRun(database: Database, id: string): Promise<StoredRun | undefined> {
  const { rows } = await database.query<StoredRun>(`select ${COLUMNS} from run where id = $1`, [id]);
  return rows[0];
}

/** The run that holds a Run Name on a site. */
export async function findRunByName(database: Database, site: string, name: string): Promise<StoredRun | undefined> {
  const { rows } = await database.query<StoredRun>(
    `select ${COLUMNS} from run where site = $1 and name = $2 and status <> 'Not Run'`,
    [site, name],
  );
  return rows[0];
}

/** The names of runs by their ids. */
export async function nameRuns(database: Database, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await database.query<{ id: string; name: string }>(
    'select id, name from run where id = any($1::uuid[])',
    [ids],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** The names of the runs of a site that begin so. */
export async function listRunNames(database: Database, site: string, start: string): Promise<Set<string>> {
  const { rows } = await database.query<{ name: string }>(
    `select name from run where site = $1 and starts_with(name, $2) and status <> 'Not Run'`,
    [site, start],
  );
  return new Set(rows.map(({ name }) => name));
}

/** The open run that holds a file of this name on a site. */
export async function findRunByOpenFile(
  database: Database,
  site: string,
  fileName: string,
): Promise<StoredRun | undefined> {
  const { rows } = await database.query<StoredRun>(
    `select ${COLUMNS} from run where site = $1 and file_name = $2 and ended_at is null and holds_file`,
    [site, fileName],
  );
  return rows[0];
}

/** The open run that sends the records of an integration. */
export async function findOpenExport(
  database: Database,
  site: string,
  integration: string,
): Promise<StoredRun | undefined> {
  const { rows } = await database.query<StoredRun>(
    `select ${COLUMNS} from run
     where site = $1 and integration = $2 and ended_at is null and direction = 'export'`,
    [site, integration],
  );
  return rows[0];
}

/** Ids of the runs of a site that are still In-Progress or unsettled, oldest first. */
export async function findOpenRuns(
  database: Database,
  site: string,
): Promise<Pick<StoredRun, 'id' | 'integration' | 'isSet'>[]> {
  const { rows } = await database.query<Pick<StoredRun, 'id' | 'integration' | 'isSet'>>(
    'select id, integration, is_set as "isSet" from run where site = $1 and (ended_at is null or may_have_applied) order by started_at',
    [site],
  );
  return rows;
}

/** Which runs of a site to list, newest first. */
export interface RunFilter {
  from?: Date | undefined;
  to?: Date | undefined;
  status?: RunStatus | undefined;
  integration?: string | undefined;
  integrationSet?: string | undefined;
  /** Only those that a schedule asked for, members of its sets too; or only others. */
  scheduled?: boolean | undefined;
  /** Only those with this text in their Run Names, in whichever case. */
  nameHas?: string | undefined;
  /** The last run of the page before. */
  after?: { startedAt: Date; id: string } | undefined;
  limit: number;
}

export async function listRuns(database: Database, site: string, filter: RunFilter): Promise<StoredRun[]> {
  const { rows } = await database.query<StoredRun>(
    `select ${COLUMNS} from run
     where site = $1
       and ($2::timestamptz is null or started_at >= $2)
       and ($3::timestamptz is null or started_at < $3)
       and ($4::text is null or status = $4)
       and ($5::text is null or integration = $5 and not is_set)
       and ($6::text is null or integration = $6 and is_set)
       and ($7::boolean is null or (trigger = 'schedule') = $7)
       and ($8::timestamptz is null or (started_at, id) < ($8, $9::uuid))
       and ($10::text is null or strpos(lower(name), lower($10)) > 0)
     order by started_at desc, id desc
     limit $11`,
    [
      site,
      filter.from,
      filter.to,
      filter.status,
      filter.integration,
      filter.integrationSet,
      filter.scheduled,
      filter.after?.startedAt,
      filter.after?.id,
      filter.nameHas,
      filter.limit,
    ],
  );
  return rows;
}

/** Notes the names of the columns of the run's file. */
export async function noteHeader(database: Database, id: string, header: readonly string[]): Promise<void> {
  await database.query('update run set header = $2 where id = $1 and ended_at is null', [id, JSON.stringify(header)]);
}

/** The mean number of records that the last `ofLast` loads of an integration have read; undefined where there was none. */
export async function meanRecordCount(
  database: Database,
  { site, integration }: Pick<StoredRun, 'site' | 'integration'>,
  ofLast: number,
): Promise<number | undefined> {
  const { rows } = await database.query<{ mean: number | null }>(
    `select avg(read)::float8 as mean from (
       select read from run
       where site = $1 and integration = $2 and not is_set and status in ('Completed', 'Completed with Errors')
         and not dry_run and resubmits is null
       order by started_at desc limit $3
     ) as last`,
    [site, integration, ofLast],
  );
  return rows[0]?.mean ?? undefined;
}

/** Notes which content a run that takes its file from a connection received; what was noted first stays. */
export async function noteReceivedFile(database: Database, id: string, sha256: string, bytes: number): Promise<void> {
  await database.query(
    `update run set file_sha256 = $2, file_bytes = $3 where id = $1 and ended_at is null and file_sha256 is null`,
    [id, sha256, bytes],
  );
}

/**
 * Closes the run, which releases its file name. A run that is closed already stays as it is, unless it is unsettled:
 * that one gets the end it has after all.
 *
 * @returns the run, where it was given the end it keeps.
 */
export async function closeRun(database: Database, id: string, outcome: RunOutcome): Promise<EndedRun | undefined> {
  const { status, code = null, counts, unsettled = false } = outcome;
  const { read, applied, inserted, updated, deleted, unchanged, rejected, excluded } = counts;
  const { rows } = await database.query<Omit<EndedRun, 'status' | 'code' | 'counts'>>(
    `update run set status = $2, code = $3, reason = $4, read = $5, applied = $6, inserted = $7, updated = $8,
       deleted = $9, unchanged = $10, rejected = $11, excluded = $12, may_have_applied = $13,
       ended_at = coalesce(ended_at, clock_timestamp())
     where id = $1 and (ended_at is null or may_have_applied)
     returning site, direction, is_set as "isSet", trigger, dry_run as "dryRun",
       schedule is not null and set_run is null as "isFire", extract(epoch from ended_at - started_at)::float8 as seconds`,
    [
      id,
      status,
      code,
      outcome.reason,
      read,
      applied,
      inserted,
      updated,
      deleted,
      unchanged,
      rejected,
      excluded,
      unsettled,
    ],
  );
  const [closed] = rows;
  return closed === undefined || unsettled ? undefined : { ...closed, status, code, counts };
}
