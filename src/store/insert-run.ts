import type pg from 'pg';

import type { ErrorCode } from '../model/errors.js';
import type { SiteAudit } from '../model/site-audit.js';
import { insertAudits } from './audits.js';
import { claimRejects, takeUpCorrections } from './claim-rejects.js';
import { inTransaction, type Database } from './database.js';
import { auditOfRun } from './run-audit.js';
import type { StoredRun } from './runs.js';

/** What a run is opened with. */
export type NewRun = Omit<
  StoredRun,
  | 'status'
  | 'counts'
  | 'header'
  | 'startedAt'
  | 'endedAt'
  | 'code'
  | 'reason'
  | 'mayHaveApplied'
  | 'collected'
  | 'progress'
  | 'publishing'
> & {
  /** Given, the run is written down as Not Run with this cause, or as Failed. */
  refusal?: Refusal | undefined;
};

/** Why a run does not run. */
export interface Refusal {
  code: ErrorCode;
  reason: string;
  status?: 'Failed';
}

/**
 * Opens the run, or does nothing where it is open already. A resubmission whose rejects are corrected by another run is
 * written down as Not Run. One that somebody asked for, and that runs, has its line in the audit.
 *
 * @returns why it does not run, where it does not; undefined where the run was written down before.
 * @throws pg.DatabaseError 23505 on the index `run_name` or `run_file_in_use`: the Run Name or the file name is taken;
 *   `run_exporting`: another run sends the records of this integration.
 */
export async function insertRun(
  database: Database,
  run: NewRun,
): Promise<{ refusal: Refusal | undefined } | undefined> {
  const written = { refusal: run.refusal };
  const audit = auditOfRun(run);
  if (run.resubmits === null) return (await insertRow(database, run, audit)) ? written : undefined;
  return inTransaction(database, async (client) => {
    if (!(await insertRow(client, run, undefined))) return undefined;
    // Also of one that may not run: it may be repeated, and is a resubmission then.
    await takeUpCorrections(client, run);
    // A dry run corrects nothing.
    const refusal = run.dryRun || run.refusal !== undefined ? undefined : await claimRejects(client, run);
    if (refusal === undefined) {
      if (audit !== undefined) await insertAudits(client, run.site, [audit]);
      return written;
    }
    await client.query(
      `update run set status = 'Not Run', code = $2, reason = $3, ended_at = clock_timestamp() where id = $1`,
      [run.id, refusal.code, refusal.reason],
    );
    return { refusal };
  });
}

/** One statement, so that a name that is taken costs no connection. Answers whether the run is new. */
async function insertRow(
  database: Database | pg.PoolClient,
  run: NewRun,
  audit: SiteAudit | undefined,
): Promise<boolean> {
  const { rowCount } = await database.query(
    `with opened as (insert into run (id, site, integration, definition_version, name, code, reason, trigger, requested_by,
       request_hash, rerun_of, parameters, file_name, file_sha256, file_bytes, temporal_run_id, external_files,
       exclusions, dry_run, lifted_guards, resubmits, overwrites, holds_file, direction, send, is_set, plan, set_run, member, schedule, intended_at, status, ended_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23,
       $24, $25, $26, $27, $28, $29, $30, $31, $32, case when $6::text is not null then clock_timestamp() end)
     on conflict (id) do nothing returning id, site, requested_by
     ), audited as (
       insert into site_audit (id, site, at, by, action, details)
       select id, site, clock_timestamp(), requested_by, $33::text, $34::jsonb from opened where $33 is not null
       on conflict (id) do nothing
     )
     select from opened`,
    [
      run.id,
      run.site,
      run.integration,
      run.definitionVersion,
      run.name,
      run.refusal?.code,
      run.refusal?.reason,
      run.trigger,
      run.requestedBy,
      run.requestHash,
      run.rerunOf,
      run.parameters,
      run.fileName,
      run.fileSha256,
      run.fileBytes,
      run.temporalRunId,
      run.externalFiles,
      run.exclusions,
      run.dryRun,
      run.liftedGuards,
      run.resubmits,
      run.overwrites,
      run.holdsFile,
      run.direction,
      run.send,
      run.isSet,
      run.plan,
      run.setRun,
      run.member,
      run.schedule,
      run.intendedAt,
      run.refusal === undefined ? 'In-Progress' : (run.refusal.status ?? 'Not Run'),
      audit?.action,
      audit?.details,
    ],
  );
  return rowCount === 1;
}
