import type { UploadedFile } from '../model/run-request.js';
import type { RunCounts } from '../model/run.js';
import type { Database } from './database.js';

/** What an export has to send: the records of its source, compared with what was acknowledged before. */
export interface Collected {
  /** The turn of the attempt that has collected them. */
  turn: number;
  /** Records of the source. */
  read: number;
  inserted: number;
  updated: number;
  /** The same as they were sent before. */
  unchanged: number;
  /** Sent before and not there any more. */
  gone: number;
  /** Records that are to be sent. */
  sent: number;
  /** Keys that are to be told as gone. */
  deletes: number;
  /** The run whose state it was compared with. */
  base: string | null;
  /** The records, as they are to be sent. */
  content: UploadedFile;
  /** The keys that are gone, as they are to be sent. */
  deleted?: UploadedFile;
  /** What has arrived, once that is settled. */
  acknowledged?: RunCounts;
}

/** How far an export has come. */
export interface Progress {
  records: number;
  deletes: number;
}

/**
 * Gives an attempt at a step its turn: whatever an earlier one does later does not count.
 *
 * @returns the turn; undefined when the run has ended.
 */
export async function takeNextTurn(database: Database, run: string): Promise<number | undefined> {
  const { rows } = await database.query<{ turn: number }>(
    `update run set load_attempt = load_attempt + 1 where id = $1 and ended_at is null returning load_attempt as turn`,
    [run],
  );
  return rows[0]?.turn;
}

/** Notes what there is to send. Answers whether it was the attempt's turn. */
export async function noteCollected(
  database: Database,
  run: string,
  turn: number,
  collected: Collected,
  columns: readonly string[],
): Promise<boolean> {
  const { sha256, bytes } = collected.content;
  const { rowCount } = await database.query(
    `update run set collected = $3, file_sha256 = $4, file_bytes = $5, header = $6
     where id = $1 and load_attempt = $2 and ended_at is null`,
    [run, turn, collected, sha256, bytes, JSON.stringify(columns)],
  );
  return rowCount === 1;
}

/** Notes what has arrived. Answers whether it was the attempt's turn. */
export async function noteAcknowledged(
  database: Database,
  run: string,
  turn: number,
  counts: RunCounts,
): Promise<boolean> {
  const { rowCount } = await database.query(
    `update run set collected = collected || jsonb_build_object('acknowledged', $3::jsonb)
     where id = $1 and load_attempt = $2 and ended_at is null`,
    [run, turn, counts],
  );
  return rowCount === 1;
}

/** Notes that a file is about to get its final name. Answers whether it was the attempt's turn. */
export async function notePublishing(database: Database, run: string, turn: number, part: string): Promise<boolean> {
  const { rowCount } = await database.query(
    'update run set publishing = $3 where id = $1 and load_attempt = $2 and ended_at is null',
    [run, turn, part],
  );
  return rowCount === 1;
}

/** Notes how far a run has come. Answers whether it was the attempt's turn. */
export async function noteProgress(
  database: Database,
  run: string,
  turn: number,
  { records, deletes }: Progress,
): Promise<boolean> {
  const { rowCount } = await database.query(
    `update run set sent_records = $3, sent_deletes = $4, publishing = null
     where id = $1 and load_attempt = $2 and ended_at is null`,
    [run, turn, records, deletes],
  );
  return rowCount === 1;
}
