import type pg from 'pg';

import { IntegratorError } from '../../model/errors.js';
import { differs, fieldsBesideKey, RECORD, sameValues, STAGING, type LoadTarget } from './load-target.js';

/**
 * Refuses a load of which `count` records did not come into the target although it raised nothing.
 *
 * @throws IntegratorError `counts-differ`, with one of the records where it can be told.
 */
export async function refuseKeptOut(client: pg.Client, target: LoadTarget, count: number): Promise<never> {
  const first = await findFirstMissing(client, target);
  const look = first === undefined ? '' : `; look at record ${first} first`;
  const message = `${count} of the records did not come into ${target.table.replaceAll('"', '')}: a trigger or a rule keeps records out${look}. Nothing was applied. Let the trigger raise an exception instead: then it refuses those records, and the others are applied.`;
  throw new IntegratorError('counts-differ', message);
}

/** The first record that is not in the target as the file has it. */
async function findFirstMissing(client: pg.Client, target: LoadTarget): Promise<string | undefined> {
  const { table, key } = target;
  if (key.length === 0) return undefined;
  const rest = fieldsBesideKey(target);
  const asItIs = rest.length === 0 ? '' : `and not (${differs('staged', 'target', rest)})`;
  const { rows } = await client.query<{ record: string }>(
    `select staged.${RECORD} as record from ${STAGING} as staged
     where not exists (select from ${table} as target where ${sameValues('staged', key, 'target')} ${asItIs})
     order by 1 limit 1`,
  );
  return rows[0]?.record;
}
