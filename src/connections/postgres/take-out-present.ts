import type pg from 'pg';

import { RECORD, sameValues, STAGING, type LoadTarget } from './load-target.js';

/**
 * Takes out of the staging table the records whose values in `fields` stand in the target already: in any record of it
 * (mode insert), or in one that the file does not bring itself (upsert). Mode replace leaves no such record.
 *
 * @returns their numbers.
 */
export async function takeOutPresent(
  client: pg.Client,
  { table, key, mode }: LoadTarget,
  fields: readonly string[],
): Promise<number[]> {
  if (mode === 'replace') return [];
  const isAnother =
    mode === 'insert'
      ? ''
      : `and not exists (select from ${STAGING} as brought where ${sameValues('brought', key, 'target')})`;
  const { rows } = await client.query<{ record: string }>(
    `delete from ${STAGING} as staged using ${table} as target
     where ${sameValues('staged', fields, 'target')} ${isAnother} returning staged.${RECORD} as record`,
  );
  return [...new Set(rows.map(({ record }) => Number(record)))];
}
