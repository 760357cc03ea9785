import type pg from 'pg';

import { columnList, RECORD, STAGING } from './load-target.js';

/** A staged record that was taken out because another one has the same values. */
export interface Duplicate {
  record: number;
  /** The one that stayed. */
  other: number;
}

/**
 * Takes out of the staging table every record but one of those that have the same values in `fields`: the first in file
 * order stays, or the last. Records without a value in one of them are no duplicates of any.
 */
export async function takeOutDuplicates(
  client: pg.Client,
  fields: readonly string[],
  stays: 'first' | 'last' = 'first',
): Promise<Duplicate[]> {
  // Nearly every file has none: one look is cheaper than ranking them all.
  if (!(await hasDuplicates(client, fields))) return [];
  const columns = columnList(fields);
  const one = stays === 'first' ? 'min' : 'max';
  const { rows } = await client.query<{ record: string; other: string }>(
    `with ranked as (
       select ${RECORD} as record, ${one}(${RECORD}) over (partition by ${columns}) as other
       from ${STAGING} where ${complete(fields)}
     )
     delete from ${STAGING} as staged using ranked
     where staged.${RECORD} = ranked.record and ranked.record <> ranked.other
     returning ranked.record, ranked.other`,
  );
  return rows.map(({ record, other }) => ({ record: Number(record), other: Number(other) }));
}

/** Whether two staged records have the same values in `fields`. */
export async function hasDuplicates(client: pg.Client, fields: readonly string[]): Promise<boolean> {
  const { rowCount } = await client.query(
    `select from ${STAGING} where ${complete(fields)} group by ${columnList(fields)} having count(*) > 1 limit 1`,
  );
  return rowCount !== 0;
}

function complete(fields: readonly string[]): string {
  return `(${columnList(fields)}) is not null`;
}
