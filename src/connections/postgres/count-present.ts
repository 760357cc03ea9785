import type pg from 'pg';

import { sameValues, STAGING, type LoadTarget } from './load-target.js';

/** How many staged records have a key that is in the target already. */
export async function countPresent(client: pg.Client, { table, key }: LoadTarget): Promise<number> {
  const { rows } = await client.query<{ count: string }>(
    `select count(*) from ${STAGING} as staged
     where exists (select from ${table} as target where ${sameValues('target', key, 'staged')})`,
  );
  return Number(rows[0]?.count ?? 0);
}
