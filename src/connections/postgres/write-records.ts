import type pg from 'pg';

import { countPresent } from './count-present.js';
import { columnList, differs, fieldsBesideKey, RECORD, sameValues, STAGING, type LoadTarget } from './load-target.js';
import { clearTally, counted, readTally } from './tally.js';

/** Records of the staging table: those after one and up to another; all where absent. */
export interface RecordRange {
  after: number;
  upTo: number;
}

/** What the staged records did to the target. A record that is in none of these was kept out of it. */
export interface Written {
  inserted: number;
  updated: number;
  unchanged: number;
}

/** Writes all staged records, and counts what became of them. */
export async function writeAndCount(client: pg.Client, target: LoadTarget): Promise<Written> {
  if (target.mode === 'insert') return { inserted: await writeRecords(client, target), updated: 0, unchanged: 0 };
  await clearTally(client);
  const applied = await writeRecords(client, target);
  if (fieldsBesideKey(target).length === 0) {
    return { inserted: applied, updated: 0, unchanged: (await countPresent(client, target)) - applied };
  }
  const { updated, unchanged } = await readTally(client);
  return { inserted: applied - updated, updated, unchanged };
}

/** Writes staged records to the target, by the integration's mode. @returns how many it inserted or updated. */
export async function writeRecords(client: pg.Client, target: LoadTarget, range?: RecordRange): Promise<number> {
  const where = range === undefined ? '' : `where ${RECORD} > ${range.after} and ${RECORD} <= ${range.upTo}`;
  const staged = `${STAGING} as staged ${where}`;
  const { rowCount } = await client.query(
    target.mode === 'insert' ? insertStatement(target, staged) : upsertStatement(target, staged),
  );
  return rowCount ?? 0;
}

function insertStatement({ table, fields }: LoadTarget, staged: string): string {
  const list = columnList(fields);
  return `insert into ${table} (${list}) select ${list} from ${staged}`;
}

/** A record that is there already as it is, is not written again, unless all are: it counts as unchanged. */
function upsertStatement(target: LoadTarget, staged: string): string {
  const { table, fields, key } = target;
  const list = columnList(fields);
  const rest = fieldsBesideKey(target);
  const action =
    rest.length === 0
      ? 'do nothing'
      : `do update set (${columnList(rest)}) = row (${columnList(rest, 'excluded')})
         where ${counted(target.writesAll === true ? 'true' : differs('target', 'excluded', rest))}`;
  return `insert into ${table} as target (${list}) select ${list} from ${staged}
    on conflict (${columnList(key)}) ${action}`;
}

/** Deletes what the file does not bring (mode replace). @returns how many. */
export async function deleteMissing(client: pg.Client, { table, key }: LoadTarget): Promise<number> {
  const { rowCount } = await client.query(
    `delete from ${table} as target
     where not exists (select from ${STAGING} as staged where ${sameValues('staged', key, 'target')})`,
  );
  return rowCount ?? 0;
}
