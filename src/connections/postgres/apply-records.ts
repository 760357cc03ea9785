import pg from 'pg';

import { IntegratorError } from '../../model/errors.js';
import type { LoadMode } from '../../model/integration.js';

/** What a load writes to. Identifiers are quoted already. */
export interface LoadTarget {
  table: string;
  columns: readonly string[];
  key: readonly string[];
  mode: LoadMode;
}

/** What applying changed in the target. */
export interface Applied {
  inserted: number;
  updated: number;
  deleted: number;
}

/** The staging table of a load: a temporary one, so that nothing is left of it whatever happens. */
export const STAGING = 'pg_temp.integrator_staging';
/** The record's number in the file; a space keeps it apart from any column of the target. */
export const RECORD = '"integrator record"';

/** Quotes `hr.employee` as `"hr"."employee"`. */
export function quoteTable(table: string): string {
  return table.split('.').map(pg.escapeIdentifier).join('.');
}

/** Writes the staged records to the target, by the integration's mode. */
export async function applyRecords(client: pg.Client, target: LoadTarget): Promise<Applied> {
  const deleted = target.mode === 'replace' ? await deleteMissing(client, target) : 0;
  const written = target.mode === 'insert' ? await insertAll(client, target) : await upsertAll(client, target);
  return { ...written, deleted };
}

async function insertAll(client: pg.Client, { table, columns }: LoadTarget): Promise<Omit<Applied, 'deleted'>> {
  const list = columns.join(', ');
  const { rowCount } = await client.query(`insert into ${table} (${list}) select ${list} from ${STAGING}`);
  return { inserted: rowCount ?? 0, updated: 0 };
}

/** A record that equals what is there already is not written again: it counts as unchanged. */
async function upsertAll(client: pg.Client, { table, columns, key }: LoadTarget): Promise<Omit<Applied, 'deleted'>> {
  const list = columns.join(', ');
  const rest = columns.filter((column) => !key.includes(column));
  const row = (source: string) => `(${rest.map((column) => `${source}.${column}`).join(', ')})`;
  const action =
    rest.length === 0
      ? 'do nothing'
      : `do update set ${rest.map((column) => `${column} = excluded.${column}`).join(', ')}
         where ${row('target')} is distinct from ${row('excluded')}`;
  const { rows } = await client.query<{ inserted: string; updated: string }>(
    `with written as (
       insert into ${table} as target (${list}) select ${list} from ${STAGING}
       on conflict (${key.join(', ')}) ${action}
       returning xmax = 0 as inserted
     )
     select count(*) filter (where inserted) as inserted, count(*) filter (where not inserted) as updated from written`,
  );
  return { inserted: Number(rows[0]?.inserted ?? 0), updated: Number(rows[0]?.updated ?? 0) };
}

async function deleteMissing(client: pg.Client, { table, key }: LoadTarget): Promise<number> {
  const same = key.map((column) => `staged.${column} = target.${column}`).join(' and ');
  const { rowCount } = await client.query(
    `delete from ${table} as target where not exists (select from ${STAGING} as staged where ${same})`,
  );
  return rowCount ?? 0;
}

/** @throws IntegratorError `counts-differ` when a staged record is not in the target after it was applied. */
export async function requireAllThere(client: pg.Client, { table, key, mode }: LoadTarget): Promise<void> {
  if (mode === 'insert') return;
  const same = key.map((column) => `staged.${column} = target.${column}`).join(' and ');
  const { rows } = await client.query<{ record: string }>(
    `select staged.${RECORD} as record from ${STAGING} as staged
     where not exists (select from ${table} as target where ${same}) limit 1`,
  );
  const [missing] = rows;
  if (missing === undefined) return;
  const message = `Record ${missing.record} is not in ${table} after it was applied: look for a trigger that keeps it out. Nothing was applied.`;
  throw new IntegratorError('counts-differ', message);
}
