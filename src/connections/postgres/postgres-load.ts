import { once } from 'node:events';
import { finished } from 'node:stream/promises';

import pg from 'pg';
import { from as copyFrom, type CopyStreamQuery } from 'pg-copy-streams';

import {
  applyRecords,
  quoteTable,
  requireAllThere,
  RECORD,
  STAGING,
  type Applied,
  type LoadTarget,
} from './apply-records.js';
import { connectPostgres, describeTarget } from './connect-postgres.js';
import { copyLine } from './copy-text.js';
import { ensureMarkerTable, loadSessionName, markApplied, raiseFence } from './load-marker.js';
import { describePostgresFailure } from './postgres-failure.js';
import { takeOutConflicts, type KeyConflict } from './take-out-conflicts.js';
import type { LoadMode } from '../../model/integration.js';
import type { RunCounts } from '../../model/run.js';

/** A session that holds locks and hears nothing from us is ended by the server after this long. */
const IDLE_TIMEOUT = '30s';

export interface PostgresLoadOptions {
  url: string;
  run: string;
  /** Counted from 1; a higher one takes over from a lower one. */
  attempt: number;
  table: string;
  /** The columns that are loaded, in the order of the values of a staged record. */
  columns: readonly string[];
  key: readonly string[];
  mode: LoadMode;
  /** When it aborts, the session is ended at once, whatever it waits for. */
  signal?: AbortSignal;
}

/** A record that goes into the staging table. */
export interface StagedRecord {
  number: number;
  line: number;
  byteOffset: number;
  values: readonly (string | null)[];
}

/**
 * One attempt to load records into a table: stage, settle the keys, apply, all in one transaction of one session with
 * a temporary staging table. So whatever is killed, whenever, nothing is half applied and nothing is left to clean up.
 */
export class PostgresLoad {
  /** Set where an earlier attempt has applied this load: there is nothing more to do. */
  readonly applied: RunCounts | undefined;
  private copy: CopyStreamQuery | undefined;
  /** What broke the COPY while nobody waited on it. */
  private failure: Error | undefined;
  private staged = 0;

  private constructor(
    private readonly client: pg.Client,
    private readonly options: PostgresLoadOptions,
    private readonly target: LoadTarget,
    applied: RunCounts | undefined,
  ) {
    this.applied = applied;
  }

  /** @throws IntegratorError `target-unavailable`, `connection-invalid`, `target-invalid`, `superseded`. */
  static async open(options: PostgresLoadOptions): Promise<PostgresLoad> {
    const { url, run, attempt, mode } = options;
    const client = await connectPostgres(url, loadSessionName(run));
    options.signal?.addEventListener('abort', () => void client.end(), { once: true });
    if (options.signal?.aborted === true) {
      await client.end();
      throw options.signal.reason;
    }
    const target: LoadTarget = {
      table: quoteTable(options.table),
      columns: options.columns.map(pg.escapeIdentifier),
      key: options.key.map(pg.escapeIdentifier),
      mode,
    };
    try {
      await ensureMarkerTable(client);
      const applied = await raiseFence(client, run, attempt);
      const load = new PostgresLoad(client, options, target, applied);
      if (applied === undefined) await load.begin();
      return load;
    } catch (error) {
      await client.end();
      throw describeFailure(error, options);
    }
  }

  /** Stages records; resolves when the target can take more. */
  async stage(records: readonly StagedRecord[]): Promise<void> {
    await this.work(async () => {
      const copy = (this.copy ??= this.beginCopy());
      if (this.failure !== undefined) throw this.failure;
      const text = records
        .map(({ number, line, byteOffset, values }) => copyLine([number, line, byteOffset, ...values]))
        .join('');
      if (!copy.write(text)) await once(copy, 'drain');
    });
  }

  /** Ends the staging and takes out the records that may not be applied because of their key. */
  async settle(): Promise<KeyConflict[]> {
    return this.work(async () => {
      if (this.failure !== undefined) throw this.failure;
      if (this.copy !== undefined) {
        this.copy.end();
        await finished(this.copy);
        // What the target says it took, so that the counts are checked against it.
        this.staged = this.copy.rowCount;
      }
      await this.client.query(`analyze ${STAGING}`);
      const conflicts = await takeOutConflicts(this.client, this.target, [...this.options.key]);
      this.staged -= conflicts.length;
      return conflicts;
    });
  }

  /** Keeps the session from being taken for one that sleeps, while the caller is busy elsewhere. */
  async stayAwake(): Promise<void> {
    const isStaging = this.copy !== undefined && !this.copy.writableFinished;
    if (!isStaging) await this.work(() => this.client.query('select 1'));
  }

  /** Applies what is staged. `count` makes the run's counts of it; what it throws rolls everything back. */
  async apply(count: (applied: Applied, staged: number) => RunCounts): Promise<RunCounts> {
    return this.work(async () => {
      const applied = await applyRecords(this.client, this.target);
      // A record that was neither inserted nor updated must be there as it is; a trigger may have kept it out.
      if (applied.inserted + applied.updated < this.staged) await requireAllThere(this.client, this.target);
      const counts = count(applied, this.staged);
      await markApplied(this.client, this.options.run, this.options.attempt, counts);
      await this.client.query('commit');
      return counts;
    });
  }

  /** Ends the session; what was not committed is gone. Safe at any time, also in the middle of a statement. */
  async close(): Promise<void> {
    await this.client.end();
  }

  private async begin(): Promise<void> {
    const { columns, table } = this.target;
    await this.client.query(`begin; set local idle_in_transaction_session_timeout = '${IDLE_TIMEOUT}'`);
    await this.client.query(
      `create temporary table integrator_staging on commit drop as
       select 0::bigint as ${RECORD}, 0::bigint as "integrator line", 0::bigint as "integrator byte offset",
         ${columns.join(', ')}
       from ${table} with no data`,
    );
  }

  private beginCopy(): CopyStreamQuery {
    const copy = this.client.query(copyFrom(`copy ${STAGING} from stdin`));
    copy.on('error', (error) => (this.failure ??= error));
    return copy;
  }

  private async work<Result>(step: () => Promise<Result>): Promise<Result> {
    try {
      return await step();
    } catch (error) {
      // What broke the COPY tells more than what broke because of that.
      throw describeFailure(this.failure ?? error, this.options);
    }
  }
}

function describeFailure(error: unknown, { url, table, key }: PostgresLoadOptions): unknown {
  return describePostgresFailure(error, { where: describeTarget(url), table, key });
}
