import type pg from 'pg';

import { IntegratorError } from '../../model/errors.js';
import { columnList, RECORD, sameValues, STAGING, type LoadTarget } from './load-target.js';

/** Records of the staging table: those after one and up to another; all where absent. */
export interface RecordRange {
  after: number;
  upTo: number;
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

/** A record that equals what is there already is not written again: it counts as unchanged. */
function upsertStatement({ table, fields, key }: LoadTarget, staged: string): string {
  const list = columnList(fields);
  const rest = fields.filter((field) => !key.includes(field));
  const action =
    rest.length === 0
      ? 'do nothing'
      : `do update set (${columnList(rest)}) = row (${columnList(rest, 'excluded')})
         where (${columnList(rest, 'target')}) is distinct from (${columnList(rest, 'excluded')})`;
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

/** @throws IntegratorError `counts-differ` when a staged record is not in the target after it was written. */
export async function requireAllThere(client: pg.Client, { table, key, mode }: LoadTarget): Promise<void> {
  if (mode === 'insert') return;
  const { rows } = await client.query<{ record: string }>(
    `select staged.${RECORD} as record from ${STAGING} as staged
     where not exists (select from ${table} as target where ${sameValues('staged', key, 'target')}) limit 1`,
  );
  const [missing] = rows;
  if (missing === undefined) return;
  const message = `Record ${missing.record} is not in ${table} after it was applied: look for a trigger that keeps it out. Nothing was applied.`;
  throw new IntegratorError('counts-differ', message);
}
