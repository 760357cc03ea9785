import type pg from 'pg';

import { RECORD, STAGING, type LoadTarget } from './load-target.js';
import { describeRefusal, isRecordFault, type RecordFault, type RecordRefusal } from './record-refusal.js';
import { writeRecords, type RecordRange } from './write-records.js';

/** Pieces begin with so many records; they grow while the target takes them and shrink where it does not. */
const FIRST_PIECE = 4096;
const GROWTH = 8;
/** Each piece that was written holds a lock of the server until the end; it has 6,400 by default, for everybody. */
const MOST_PIECES = 1000;

/**
 * Finds records the target refuses by writing piece by piece, each smaller around such a record until that one stands
 * alone. All is rolled back: only what was found is told, and after many pieces not all that could be.
 *
 * A record that names one which comes later in the file is refused here and would not be in the file's company: it is
 * told only where nothing else was found.
 */
export async function findRefused(client: pg.Client, target: LoadTarget): Promise<RecordRefusal[]> {
  await client.query(`create index if not exists integrator_staging_record on ${STAGING} (${RECORD})`);
  await client.query('savepoint looking');
  const found: RecordRefusal[] = [];
  const doubtful: RecordRefusal[] = [];
  let after = 0;
  let size = FIRST_PIECE;
  for (let pieces = 0; pieces < MOST_PIECES;) {
    const range = await nextRange(client, after, size);
    if (range === undefined) break;
    const fault = await tryToWrite(client, target, range);
    if (fault !== undefined && range.count > 1) {
      size = Math.ceil(range.count / GROWTH);
      continue;
    }
    after = range.upTo;
    if (fault === undefined) {
      pieces += 1;
      size *= GROWTH;
    } else {
      const refusal = { record: range.upTo, reason: describeRefusal(fault) };
      (fault.code === '23503' ? doubtful : found).push(refusal);
    }
  }
  await client.query('rollback to savepoint looking');
  return found.length > 0 ? found : doubtful;
}

/** Writes the records of the range, or none of them. @returns why not. */
async function tryToWrite(client: pg.Client, target: LoadTarget, range: RecordRange): Promise<RecordFault | undefined> {
  await client.query('savepoint piece');
  try {
    await writeRecords(client, target, range);
    await client.query('set constraints all immediate; release savepoint piece');
    return undefined;
  } catch (error) {
    if (!isRecordFault(error)) throw error;
    await client.query('rollback to savepoint piece');
    return error;
  }
}

async function nextRange(
  client: pg.Client,
  after: number,
  size: number,
): Promise<(RecordRange & { count: number }) | undefined> {
  const { rows } = await client.query<{ upTo: string | null; count: string }>(
    `select max(record) as "upTo", count(*) from (
       select ${RECORD} as record from ${STAGING} where ${RECORD} > $1 order by 1 limit $2
     ) as piece`,
    [after, Math.min(size, 2 ** 31)],
  );
  const [row] = rows;
  return row === undefined || row.upTo === null
    ? undefined
    : { after, upTo: Number(row.upTo), count: Number(row.count) };
}
