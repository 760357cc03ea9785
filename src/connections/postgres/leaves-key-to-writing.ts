import type pg from 'pg';

import { fieldsBesideKey, type LoadTarget } from './load-target.js';

/**
 * Whether the writing itself tells that two staged records have the same key, so that nobody needs to look for them
 * before it, which costs a tenth of a load of a million records: an upsert into a plain table does, since PostgreSQL
 * refuses to write one row twice in one statement. Where other keys are declared, it matters which of two stays.
 */
export async function leavesKeyToWriting(client: pg.Client, target: LoadTarget): Promise<boolean> {
  const { mode, onDuplicateKey, uniqueKeys, foreignKeys } = target;
  const hasOtherKeys = uniqueKeys.length > 0 || foreignKeys.length > 0;
  const isUpsert = mode === 'upsert' && onDuplicateKey === 'reject' && fieldsBesideKey(target).length > 0;
  return isUpsert && !hasOtherKeys && (await isPlainTable(client, target));
}

/**
 * Whether what is written is what is staged, and keys are the same only where their bytes are: no view, no trigger that
 * may change or drop a row before it is written, no collation by which smith is Smith, in the column or beside its index.
 */
async function isPlainTable(client: pg.Client, { table, key }: LoadTarget): Promise<boolean> {
  const { rows } = await client.query<{ plain: boolean }>(
    `with part as (
       select $1::regclass as id union select relid from pg_partition_tree($1::regclass)
     )
     select relkind in ('r', 'p') and not exists (
         -- Of tgtype: for each row (1), before (2), of insert (4) or update (16).
         select from part join pg_trigger on tgrelid = id
         where tgtype & 3 = 3 and tgtype & 20 > 0 and tgenabled <> 'D'
       ) and not exists (
         select from pg_attribute join pg_collation on pg_collation.oid = attcollation
         where attrelid = $1::regclass and attname = any($2) and not collisdeterministic
       ) as plain
     from pg_class where oid = $1::regclass`,
    [table, key],
  );
  return rows[0]?.plain === true;
}
