import type pg from 'pg';

import type { Difference } from '../../model/difference.js';
import { columnList, differs, fieldsBesideKey, RECORD, sameValues, STAGING, type LoadTarget } from './load-target.js';

type Row = Record<string, never>;

/** What applying the staged records would change: the first `limit` of each kind, in file order. */
export async function findDifferences(client: pg.Client, target: LoadTarget, limit: number): Promise<Difference[]> {
  const { table, fields, key, mode } = target;
  const asJson = (source: string) => `(select to_jsonb(shown) from (select ${columnList(fields, source)}) as shown)`;
  const isThere = key.length === 0 ? 'false' : sameValues('target', key, 'staged');
  const find = async (kind: Difference['kind'], statement: string): Promise<Difference[]> => {
    const { rows } = await client.query<{ before: Row | null; after: Row | null }>(`${statement} limit ${limit}`);
    return rows.map(({ before, after }) => ({ kind, before, after }));
  };
  const inserts = await find(
    'insert',
    `select null as before, ${asJson('staged')} as after from ${STAGING} as staged
     where not exists (select from ${table} as target where ${isThere}) order by staged.${RECORD}`,
  );
  if (mode === 'insert') return inserts;
  const updates = await find(
    'update',
    `select ${asJson('target')} as before, ${asJson('staged')} as after
     from ${STAGING} as staged join ${table} as target on ${isThere}
     where ${differs('target', 'staged', fieldsBesideKey(target))} order by staged.${RECORD}`,
  );
  if (mode === 'upsert') return [...inserts, ...updates];
  const deletes = await find(
    'delete',
    `select ${asJson('target')} as before, null as after from ${table} as target
     where not exists (select from ${STAGING} as staged where ${isThere}) order by ${columnList(key, 'target')}`,
  );
  return [...inserts, ...updates, ...deletes];
}
