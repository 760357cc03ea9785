import type pg from 'pg';

import type { RejectCode } from '../../model/reject.js';
import { STAGING, type LoadTarget } from './load-target.js';
import type { RecordRefusal } from './record-refusal.js';
import { hasDuplicates, takeOutDuplicates, type Duplicate } from './take-out-duplicates.js';
import { takeOutOrphans } from './take-out-orphans.js';
import { takeOutPresent } from './take-out-present.js';

/** What the rules about keys have left of the staged records. */
export interface SettledKeys {
  refusals: RecordRefusal[];
  /** Records that a later one with the same key stands for (onDuplicateKey: last). */
  overtaken: number;
}

/**
 * Asks once of the empty staging table what is asked of the full one later: a key that PostgreSQL cannot compare, such as
 * one of type json, is told before anything is read.
 */
export async function tryKeys(client: pg.Client, { key, uniqueKeys }: LoadTarget): Promise<void> {
  for (const fields of [key, ...uniqueKeys]) {
    if (fields.length > 0) await hasDuplicates(client, fields);
  }
}

/**
 * Takes out of the staging table what the schema's primaryKey, uniqueKeys and foreignKeys forbid
 * (https://datapackage.org/standard/table-schema/), within the file and against the target.
 */
export async function settleKeys(client: pg.Client, target: LoadTarget): Promise<SettledKeys> {
  const { key, mode, onDuplicateKey } = target;
  let refusals: RecordRefusal[] = [];
  let overtaken = 0;
  await client.query(`analyze ${STAGING}`);
  if (key.length > 0) {
    const duplicates = await takeOutDuplicates(client, key, onDuplicateKey === 'last' ? 'last' : 'first');
    if (onDuplicateKey === 'last') overtaken = duplicates.length;
    else refusals = refuseDuplicates(duplicates, key, 'duplicate-key');
    if (mode === 'insert') {
      const present = await takeOutPresent(client, target, key);
      const message = `a record with this ${key.join(', ')} is in the target already`;
      refusals = refusals.concat(refuse(present, key, 'key-exists', message));
    }
  }
  return { refusals: refusals.concat(await settleOtherKeys(client, target)), overtaken };
}

/**
 * The same for uniqueKeys and foreignKeys alone. A record that goes may have been the one that another named, or that
 * gave up a value for it: so it is looked again until nothing goes.
 */
export async function settleOtherKeys(client: pg.Client, target: LoadTarget): Promise<RecordRefusal[]> {
  let all: RecordRefusal[] = [];
  for (;;) {
    const refusals = await refuseByOtherKeys(client, target);
    if (refusals.length === 0) return all;
    all = all.concat(refusals);
  }
}

async function refuseByOtherKeys(client: pg.Client, target: LoadTarget): Promise<RecordRefusal[]> {
  const refusals: RecordRefusal[][] = [];
  for (const fields of target.uniqueKeys) {
    refusals.push(refuseDuplicates(await takeOutDuplicates(client, fields), fields, 'unique'));
    const present = await takeOutPresent(client, target, fields);
    refusals.push(refuse(present, fields, 'unique', `another record of the target has this ${fields.join(', ')}`));
  }
  for (const foreignKey of target.foreignKeys) {
    const { fields, table = target.table, references } = foreignKey;
    const orphans = await takeOutOrphans(client, target, foreignKey);
    const message = `no record of ${table.replaceAll('"', '')} has this ${references.join(', ')}`;
    refusals.push(refuse(orphans, fields, 'foreignKey', message));
  }
  return refusals.flat();
}

function refuseDuplicates(duplicates: Duplicate[], fields: readonly string[], code: RejectCode): RecordRefusal[] {
  const field = fields.join(', ');
  return duplicates.map(({ record, other }) => ({
    record,
    reason: { field, code, message: `the same ${field} stands in record ${other}` },
  }));
}

function refuse(records: number[], fields: readonly string[], code: RejectCode, message: string): RecordRefusal[] {
  // One reason for all: there may be a million of them, also more than a call takes arguments.
  const reason = { field: fields.join(', '), code, message };
  return records.map((record) => ({ record, reason }));
}
