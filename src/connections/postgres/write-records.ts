import type pg from 'pg';

import { IntegratorError } from '../../model/errors.js';
import { columnList, RECORD, sameValues, STAGING, type LoadTarget } from './load-target.js';
import type { RecordRefusal } from './record-refusal.js';

/** How many records were written. */
export interface Written {
  inserted: number;
  updated: number;
}

/** What was written, and what the target refused. */
export interface WriteResult extends Written {
  refusals: RecordRefusal[];
}

/** Records of the staging table: those after one and up to another; all where absent. */
export interface RecordRange {
  after: number;
  upTo: number;
}

/** Writes staged records to the target, by the integration's mode. */
export async function writeRecords(client: pg.Client, target: LoadTarget, range?: RecordRange): Promise<Written> {
  const staged = `${STAGING} as staged ${range === undefined ? '' : `where ${RECORD} > ${range.after} and ${RECORD} <= ${range.upTo}`}`;
  if (target.mode === 'insert') return insert(client, target, staged);
  return (await isPartitioned(client, target))
    ? upsertPartitioned(client, target, staged)
    : upsert(client, target, staged);
}

async function insert(client: pg.Client, { table, fields }: LoadTarget, staged: string): Promise<Written> {
  const list = columnList(fields);
  const { rowCount } = await client.query(`insert into ${table} (${list}) select ${list} from ${staged}`);
  return { inserted: rowCount ?? 0, updated: 0 };
}

async function upsert(client: pg.Client, target: LoadTarget, staged: string): Promise<Written> {
  const { rows } = await client.query<{ inserted: string; updated: string }>(
    `with written as (${upsertStatement(target, staged)} returning xmax = 0 as inserted)
     select count(*) filter (where inserted) as inserted, count(*) filter (where not inserted) as updated from written`,
  );
  return { inserted: Number(rows[0]?.inserted ?? 0), updated: Number(rows[0]?.updated ?? 0) };
}

/** A partitioned table does not tell whether it inserted or updated: what is new is counted before, with others kept out. */
async function upsertPartitioned(client: pg.Client, target: LoadTarget, staged: string): Promise<Written> {
  const { table, key } = target;
  await client.query(`lock table ${table} in share row exclusive mode`);
  const { rows } = await client.query<{ fresh: string }>(
    `select count(*) as fresh from (select * from ${staged}) as staged
     where not exists (select from ${table} as target where ${sameValues('staged', key, 'target')})`,
  );
  const { rowCount } = await client.query(upsertStatement(target, staged));
  const inserted = Number(rows[0]?.fresh ?? 0);
  return { inserted, updated: (rowCount ?? 0) - inserted };
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

async function isPartitioned(client: pg.Client, { table }: LoadTarget): Promise<boolean> {
  const { rows } = await client.query<{ partitioned: boolean }>(
    `select relkind = 'p' as partitioned from pg_class where oid = $1::regclass`,
    [table],
  );
  return rows[0]?.partitioned === true;
}
