import type pg from 'pg';

import type { LoadTarget } from './load-target.js';
import type { RecordFault } from './record-refusal.js';

/**
 * Whether what refused a record is a constraint of the target itself (or of a partition of it), and judges these columns
 * as they are staged: not what a trigger puts into another table, nor what one makes of our values before.
 *
 * A trigger leaves a column alone when its function does not name the column, and takes the row only as `new.another`
 * and in `return new`. That can be read in PL/pgSQL: most triggers set a time, and constraints need not be doubted for it.
 */
export async function judgesStagedValues(
  client: pg.Client,
  { table }: LoadTarget,
  { schema, table: faulty }: RecordFault,
  columns: readonly string[],
): Promise<boolean> {
  const { rows } = await client.query<{ judges: boolean }>(
    `with part as (
       select $1::regclass as id union select relid from pg_partition_tree($1::regclass)
     ), before_row as (
       -- Of tgtype: for each row (1), before (2), of insert (4) or update (16).
       select lanname as language, regexp_replace(prosrc, '\\mreturn\\s+(new|null)\\M', '', 'gi') as source
       from part join pg_trigger on tgrelid = id join pg_proc as proc on proc.oid = tgfoid
         join pg_language as language on language.oid = prolang
       where tgtype & 3 = 3 and tgtype & 20 > 0 and tgenabled in ('O', 'A')
     )
     select exists (
         select from part join pg_class as class on class.oid = id
           join pg_namespace as namespace on namespace.oid = relnamespace
         where nspname = $2 and relname = $3
       ) and not exists (
         select from before_row
         where language <> 'plpgsql' or source ~* '\\mnew\\M(?!\\s*\\.\\s*[a-z_"])|\\mreturn\\M'
           or exists (select from unnest($4::text[]) as named (name) where position(lower(name) in lower(source)) > 0)
       ) as judges`,
    [table, schema, faulty, columns],
  );
  return rows[0]?.judges === true;
}
