import pg from 'pg';

import { findRefused } from './find-refused.js';
import type { LoadTarget } from './load-target.js';
import { isRecordFault, type RecordFault, type RecordRefusal } from './record-refusal.js';
import { settleKeys, settleOtherKeys } from './settle-keys.js';
import { hasDuplicates } from './take-out-duplicates.js';
import { takeOutRecords } from './take-out-records.js';
import { takeOutViolations } from './take-out-violations.js';
import { writeAndCount, type Written } from './write-records.js';

/** What has nothing to do with records: it is out of reach, out of room, told to stop, or at fault itself. */
const OF_THE_SERVER = /^(08|40|53|55|57|58|XX)/;

/** What the staged records did to the target, and which it refused. */
export interface WriteResult extends Written {
  refusals: RecordRefusal[];
}

/**
 * Writes staged records whose keys nobody has looked at (`leavesKeyToWriting`). Where the target takes them without a
 * word, no two had the same key; else all is taken back, and of records with the same key one stays before anything is
 * said of the others.
 */
export async function writeOrSettle(client: pg.Client, target: LoadTarget): Promise<WriteResult> {
  await client.query('savepoint unsettled');
  const outcome = await tryToWrite(client, target);
  if ('inserted' in outcome && !(await mayHide(client, target, outcome))) {
    await client.query('release savepoint unsettled');
    return { ...outcome, refusals: [] };
  }
  await client.query('rollback to savepoint unsettled; release savepoint unsettled');
  const settled = await settleKeys(client, target);
  const written = await writeOrRefuse(client, target);
  return { ...written, refusals: [...settled.refusals, ...written.refusals] };
}

/** Whether records with the same key may have gone unnoticed: a row that stays as it is may be met again without a word. */
async function mayHide(client: pg.Client, { key }: LoadTarget, { unchanged }: Written): Promise<boolean> {
  return unchanged > 0 && hasDuplicates(client, key);
}

/**
 * Writes the staged records, all at once where the target takes them. Where it does not, it names the constraint: every
 * record that breaks it is taken out in one statement. What cannot be found so (a trigger, an expression) is found by
 * writing piece by piece. Records that are all right only in the company of those go with them. Then the others are
 * written, all at once again.
 */
export async function writeOrRefuse(client: pg.Client, target: LoadTarget): Promise<WriteResult> {
  let refusals: RecordRefusal[] = [];
  for (;;) {
    const outcome = await tryToWrite(client, target);
    if ('inserted' in outcome) return { ...outcome, refusals };
    if (!isRecordFault(outcome)) throw outcome;
    const refused = await takeOutRefused(client, target, outcome);
    // Nothing that is staged explains it: the file as a whole is refused.
    if (refused.length === 0) throw outcome;
    refusals = refusals.concat(refused, await settleOtherKeys(client, target));
  }
}

/** Writes all that is staged, or nothing of it, and tells what PostgreSQL said against it. */
async function tryToWrite(client: pg.Client, target: LoadTarget): Promise<Written | pg.DatabaseError> {
  await client.query('savepoint written');
  try {
    const written = await writeAndCount(client, target);
    // What is deferred to the commit would break there, where no record can be told any more.
    await client.query('set constraints all immediate; release savepoint written');
    return written;
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || OF_THE_SERVER.test(error.code ?? '')) throw error;
    await client.query('rollback to savepoint written; release savepoint written');
    return error;
  }
}

async function takeOutRefused(client: pg.Client, target: LoadTarget, fault: RecordFault): Promise<RecordRefusal[]> {
  const byRule = await takeOutViolations(client, target, fault);
  if (byRule.length > 0) return byRule;
  const found = await findRefused(client, target);
  await takeOutRecords(client, found);
  return found;
}
