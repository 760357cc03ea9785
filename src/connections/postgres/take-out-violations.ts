import pg from 'pg';

import { IntegratorError } from '../../model/errors.js';
import { judgesStagedValues } from './judges-staged-values.js';
import { RECORD, STAGING, type LoadTarget } from './load-target.js';
import { describeRefusal, type RecordFault, type RecordRefusal } from './record-refusal.js';
import { takeOutDuplicates } from './take-out-duplicates.js';
import { takeOutOrphans } from './take-out-orphans.js';
import { takeOutPresent } from './take-out-present.js';

/** A constraint of the target, as its catalog has it. */
interface Constraint {
  type: 'c' | 'f' | 'u' | 'p' | 'x';
  /** Its columns, in order. */
  columns: string[] | null;
  /** The condition of a check constraint, as SQL. */
  condition: string | null;
  /** Of a foreign key: the other table, quoted, and its columns. */
  references: string | null;
  referenced: string[] | null;
}

/**
 * Takes out of the staging table every record that breaks the constraint which `fault` names, found by the constraint's
 * own rule. None are found where the rule looks at something the staging table does not have: a default, or what a
 * trigger makes of the values.
 */
export async function takeOutViolations(
  client: pg.Client,
  target: LoadTarget,
  fault: RecordFault,
): Promise<RecordRefusal[]> {
  const reason = describeRefusal(fault);
  if (fault.code === '23502') {
    const { column = '' } = fault;
    if (!(await judgesStagedValues(client, target, fault, [column]))) return [];
    if (!target.fields.includes(column)) return requireValueFor(client, target, column);
    return refuse(await takeOutWhere(client, `${pg.escapeIdentifier(column)} is null`), reason);
  }
  const constraint = await findConstraint(client, target, fault.constraint ?? '');
  const { columns } = constraint ?? {};
  if (constraint === undefined || columns?.every((column) => target.fields.includes(column)) !== true) return [];
  if (!(await judgesStagedValues(client, target, fault, columns))) return [];
  return refuseByRule(client, target, constraint, reason);
}

async function refuseByRule(
  client: pg.Client,
  target: LoadTarget,
  { type, columns, condition, references, referenced }: Constraint,
  reason: RecordRefusal['reason'],
): Promise<RecordRefusal[]> {
  const fields = columns ?? [];
  const constraint = reason.constraint ?? '';
  switch (type) {
    case 'c':
      // The words of the first failure hold for all of them: they name the constraint, not the values.
      return refuse(await takeOutWhere(client, `not (${condition ?? 'true'})`), reason);
    case 'f': {
      const isSelf = references === null;
      const foreignKey = { fields, references: referenced ?? [], ...(isSelf ? {} : { table: references }) };
      const message = `${fields.join(', ')} names no record of ${(references ?? target.table).replaceAll('"', '')}`;
      return refuse(await takeOutOrphans(client, target, foreignKey), { ...reason, field: fields.join(', '), message });
    }
    case 'u':
    case 'p': {
      const field = fields.join(', ');
      const duplicates = await takeOutDuplicates(client, fields);
      const present = await takeOutPresent(client, target, fields);
      return [
        ...duplicates.map(({ record, other }) => {
          const message = `the same ${field} stands in record ${other} (unique constraint ${constraint})`;
          return { record, reason: { ...reason, field, message } };
        }),
        ...refuse(present, {
          ...reason,
          field,
          message: `another record of the target has this ${field} (unique constraint ${constraint})`,
        }),
      ];
    }
    case 'x':
      return [];
  }
}

/** Takes out the records that meet a condition; none where it cannot be told from the staged columns alone. */
async function takeOutWhere(client: pg.Client, condition: string): Promise<number[]> {
  await client.query('savepoint looked');
  try {
    const { rows } = await client.query<{ record: string }>(
      `delete from ${STAGING} where ${condition} returning ${RECORD} as record`,
    );
    await client.query('release savepoint looked');
    return rows.map(({ record }) => Number(record));
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    await client.query('rollback to savepoint looked');
    return [];
  }
}

/**
 * A column that is not loaded has its default; one without any refuses every record alike. Where it has one, a trigger
 * took it away, and no rule tells for which records.
 *
 * @throws IntegratorError `target-invalid`.
 */
async function requireValueFor(client: pg.Client, { table }: LoadTarget, column: string): Promise<RecordRefusal[]> {
  const { rows } = await client.query<{ hasDefault: boolean }>(
    `select atthasdef as "hasDefault" from pg_attribute where attrelid = $1::regclass and attname = $2`,
    [table, column],
  );
  if (rows[0]?.hasDefault === true) return [];
  const message = `The column ${column} of ${table} takes no record without a value, and is not loaded. Add it to schema.fields, or give the column a default. Nothing was applied.`;
  throw new IntegratorError('target-invalid', message);
}

/** A constraint, or a unique index without a condition, of this name on the target. */
async function findConstraint(client: pg.Client, { table }: LoadTarget, name: string): Promise<Constraint | undefined> {
  const { rows } = await client.query<Constraint>(
    `select contype as type,
       (select array_agg(attname::text order by position) from unnest(conkey) with ordinality as k (number, position)
         join pg_attribute on attrelid = conrelid and attnum = number) as columns,
       case contype when 'c' then pg_get_expr(conbin, conrelid) end as condition,
       case when confrelid not in (0, conrelid) then confrelid::regclass::text end as references,
       (select array_agg(attname::text order by position) from unnest(confkey) with ordinality as k (number, position)
         join pg_attribute on attrelid = confrelid and attnum = number) as referenced
     from pg_constraint where conrelid = $1::regclass and conname = $2
     union all
     select 'u', (select array_agg(attname::text order by position)
         from unnest(indkey::smallint[]) with ordinality as k (number, position)
         join pg_attribute on attrelid = indrelid and attnum = number
         where position <= indnkeyatts), null, null, null
     from pg_index join pg_class as index on index.oid = indexrelid
     where indrelid = $1::regclass and index.relname = $2 and indisunique and indpred is null and indexprs is null
       and not exists (select from pg_constraint where conindid = indexrelid and conrelid = indrelid)`,
    [table, name],
  );
  return rows[0];
}

function refuse(records: readonly number[], reason: RecordRefusal['reason']): RecordRefusal[] {
  return records.map((record) => ({ record, reason }));
}
