import type pg from 'pg';

import type { Difference } from '../../model/difference.js';
import type { RunCounts } from '../../model/run.js';
import { connectPostgres, describeTarget } from './connect-postgres.js';
import { findDifferences } from './find-differences.js';
import { keepAwake } from './keep-awake.js';
import { leavesKeyToWriting } from './leaves-key-to-writing.js';
import { ensureMarkerTable, loadSessionName, markApplied, raiseFence } from './load-marker.js';
import { quoteTable, type ForeignKey, type LoadTarget } from './load-target.js';
import { describePostgresFailure } from './postgres-failure.js';
import type { RecordRefusal } from './record-refusal.js';
import { refuseKeptOut } from './refuse-kept-out.js';
import { settleKeys, tryKeys, type SettledKeys } from './settle-keys.js';
import { createStaging, StagingWriter, type StagedRecord } from './staging.js';
import { takeOutRecords } from './take-out-records.js';
import { createTally } from './tally.js';
import { watchSession } from './watch-session.js';
import { writeOrRefuse, writeOrSettle } from './write-or-refuse.js';
import { deleteMissing } from './write-records.js';

/** A session that holds locks and hears nothing from us is ended by the server after this long. */
const IDLE_TIMEOUT = '30s';
const NONE_SETTLED: SettledKeys = { refusals: [], overtaken: 0 };

export interface PostgresLoadOptions extends LoadTarget {
  url: string;
  run: string;
  /** Counted from 1; a higher one takes over from a lower one. */
  attempt: number;
  /** Leaves no marker: what it writes is rolled back. */
  dryRun: boolean;
  /** When it aborts, the session is ended at once, whatever it waits for. */
  signal?: AbortSignal;
}

/** What was written and is not committed yet. */
export interface Applied {
  inserted: number;
  updated: number;
  deleted: number;
  /** Staged records that the target took, changed by them or not. */
  taken: number;
  refusals: RecordRefusal[];
}

/**
 * One attempt to load records into a table: stage, settle what the keys forbid, write, commit, all in one transaction of one session
 * with a temporary staging table. So whatever is killed, whenever, nothing is half applied and nothing is left to clean
 * up. Records the target refuses are told, and the others are written.
 */
export class PostgresLoad {
  private readonly staging: StagingWriter;
  /** Records in the staging table, as the server counted them. */
  private staged = 0;
  /** Whether the writing is to find records with the same key (`leavesKeyToWriting`). */
  private isKeyLeft = false;
  private isAtWork = false;

  private constructor(
    private readonly client: pg.Client,
    private readonly options: PostgresLoadOptions,
    /** Set where an earlier attempt has applied this load: there is nothing more to do. */
    readonly applied: RunCounts | undefined,
  ) {
    this.staging = new StagingWriter(client);
  }

  /** @throws IntegratorError `target-unavailable`, `connection-invalid`, `target-invalid`, `superseded`. */
  static async open(given: PostgresLoadOptions): Promise<PostgresLoad> {
    const options = { ...given, table: quoteTable(given.table), foreignKeys: given.foreignKeys.map(quoted) };
    const { url, run, attempt, dryRun, signal } = options;
    const client = await connectPostgres(url, loadSessionName(run));
    // While nothing else is said, it is kept awake: there is always something to be heard.
    watchSession(client, url, () => true);
    signal?.addEventListener('abort', () => void client.end(), { once: true });
    if (signal?.aborted === true) {
      await client.end();
      throw signal.reason;
    }
    try {
      if (!dryRun) await ensureMarkerTable(client);
      const applied = dryRun ? undefined : await raiseFence(client, run, attempt);
      if (applied === undefined) {
        await client.query(`begin; set local idle_in_transaction_session_timeout = '${IDLE_TIMEOUT}'`);
        await createStaging(client, options);
        await tryKeys(client, options);
        await createTally(client);
      }
      const load = new PostgresLoad(client, options, applied);
      if (applied === undefined) keepAwake(client, () => !load.isAtWork && !load.staging.busy);
      return load;
    } catch (error) {
      await client.end();
      throw describeFailure(error, options);
    }
  }

  /** How many of the staged records its columns have refused so far. */
  get refused(): number {
    return this.staging.refused;
  }

  /** Stages records; resolves when the target can take more. */
  async stage(records: readonly StagedRecord[]): Promise<void> {
    await this.work(() => this.staging.add(records));
  }

  /**
   * Ends the staging, and takes out the records that may not be written because of their values or their keys, as far as
   * the writing does not. It tells which, and how many a later one stands for.
   */
  async settle(): Promise<SettledKeys> {
    return this.work(async () => {
      const refused = await this.staging.finish();
      this.isKeyLeft = await leavesKeyToWriting(this.client, this.options);
      const { refusals, overtaken } = this.isKeyLeft ? NONE_SETTLED : await settleKeys(this.client, this.options);
      this.staged = this.staging.rowCount - refusals.length - overtaken;
      return { refusals: [...refused, ...refusals], overtaken };
    });
  }

  /** Takes back what was written, and tells what it has changed: the first `limit` records of each kind. */
  async differences(limit: number, refusals: readonly RecordRefusal[]): Promise<Difference[]> {
    return this.work(async () => {
      await this.client.query('rollback to savepoint unwritten');
      await takeOutRecords(this.client, refusals);
      return findDifferences(this.client, this.options, limit);
    });
  }

  /** How many records the target has now. */
  async countRecords(): Promise<number> {
    return this.work(async () => {
      const { rows } = await this.client.query<{ count: string }>(`select count(*) from ${this.options.table}`);
      return Number(rows[0]?.count ?? 0);
    });
  }

  /** Writes what is staged. Nobody else sees it before the commit. */
  async write(): Promise<Applied> {
    return this.work(async () => {
      const { client, options } = this;
      if (options.dryRun) await client.query('savepoint unwritten');
      const deleted = options.mode === 'replace' ? await deleteMissing(client, options) : 0;
      const write = this.isKeyLeft ? writeOrSettle : writeOrRefuse;
      const { inserted, updated, unchanged, refusals } = await write(client, options);
      const taken = this.staged - refusals.length;
      const keptOut = taken - inserted - updated - unchanged;
      if (keptOut !== 0) await refuseKeptOut(client, options, keptOut);
      return { inserted, updated, deleted, taken, refusals };
    });
  }

  /** Commits what was written together with its counts. @throws IntegratorError `superseded`. */
  async commit(counts: RunCounts): Promise<void> {
    await this.work(async () => {
      await markApplied(this.client, this.options.run, this.options.attempt, counts);
      await this.client.query('commit');
    });
  }

  /** Ends the session; what was not committed is gone. Safe at any time, also in the middle of a statement. */
  async close(): Promise<void> {
    await this.client.end();
  }

  private async work<Result>(step: () => Promise<Result>): Promise<Result> {
    this.isAtWork = true;
    try {
      return await step();
    } catch (error) {
      throw describeFailure(error, this.options);
    } finally {
      this.isAtWork = false;
    }
  }
}

function quoted(foreignKey: ForeignKey): ForeignKey {
  const { table } = foreignKey;
  return table === undefined ? foreignKey : { ...foreignKey, table: quoteTable(table) };
}

function describeFailure(error: unknown, { url, table, key }: PostgresLoadOptions): unknown {
  return describePostgresFailure(error, { where: describeTarget(url), table: table.replaceAll('"', ''), key });
}
