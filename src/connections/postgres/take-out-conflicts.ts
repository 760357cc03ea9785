import type pg from 'pg';

import { RECORD, STAGING, type LoadTarget } from './apply-records.js';
import type { RejectReason } from '../../model/reject.js';

/** A staged record that was taken out again because of its key. */
export interface KeyConflict {
  record: number;
  reason: RejectReason;
}

/** Takes out of the staging table what may not be applied because of its key, in file order. */
export async function takeOutConflicts(
  client: pg.Client,
  target: LoadTarget,
  keyFields: string[],
): Promise<KeyConflict[]> {
  if (target.key.length === 0) return [];
  const field = keyFields.join(', ');
  const duplicates = (await takeOutDuplicates(client, target.key)).map(({ record, earlier }) => ({
    record,
    reason: { field, code: 'duplicate-key' as const, message: `the same ${field} stands in record ${earlier}` },
  }));
  const present = target.mode === 'insert' ? await takeOutPresent(client, target) : [];
  const conflicts = present.map((record) => ({
    record,
    reason: { field, code: 'key-exists' as const, message: `a record with this ${field} is in the target already` },
  }));
  return [...duplicates, ...conflicts].sort((one, other) => one.record - other.record);
}

/** The later record of a key is the refused one, whatever the order of the staging table. */
async function takeOutDuplicates(
  client: pg.Client,
  key: readonly string[],
): Promise<{ record: number; earlier: number }[]> {
  const columns = key.join(', ');
  const { rowCount } = await client.query(`select from ${STAGING} group by ${columns} having count(*) > 1 limit 1`);
  if (rowCount === 0) return [];
  const { rows } = await client.query<{ record: string; earlier: string }>(
    `with ranked as (
       select ${RECORD} as record, min(${RECORD}) over (partition by ${columns}) as earlier from ${STAGING}
     )
     delete from ${STAGING} as staged using ranked
     where staged.${RECORD} = ranked.record and ranked.record > ranked.earlier
     returning ranked.record, ranked.earlier`,
  );
  return rows.map(({ record, earlier }) => ({ record: Number(record), earlier: Number(earlier) }));
}

async function takeOutPresent(client: pg.Client, { table, key }: LoadTarget): Promise<number[]> {
  const same = key.map((column) => `staged.${column} = target.${column}`).join(' and ');
  const { rows } = await client.query<{ record: string }>(
    `delete from ${STAGING} as staged using ${table} as target where ${same} returning staged.${RECORD} as record`,
  );
  return rows.map(({ record }) => Number(record));
}
