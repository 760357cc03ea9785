import pg from 'pg';

import { findRefused } from './find-refused.js';
import type { LoadTarget } from './load-target.js';
import { isRecordFault, type RecordFault, type RecordRefusal } from './record-refusal.js';
import { leavesKeyToWriting, settleKeys, settleOtherKeys } from './settle-keys.js';
import { hasDuplicates } from './take-out-duplicates.js';
import { takeOutRecords } from './take-out-records.js';
import { takeOutViolations } from './take-out-violations.js';
import { writeAndCount, type Written } from './write-records.js';

/** That two records may have the same key. */
const SAME_KEY = Symbol('the same key');

/** What the staged records did to the target, and which it refused. */
export interface WriteResult extends Written {
  refusals: RecordRefusal[];
}

/**
 * Writes the staged records, all at once where the target takes them. Where it does not, it names the constraint: every
 * record that breaks it is taken out in one statement. What cannot be found so (a trigger, an expression) is found by
 * writing piece by piece. Records that are all right only in the company of those go with them. Then the others are
 * written, all at once again. Whatever it is that is refused first, of records with the same key one stays before
 * anything else is said of them.
 */
export async function writeOrRefuse(client: pg.Client, target: LoadTarget): Promise<WriteResult> {
  let refusals: RecordRefusal[] = [];
  let isKeySettled = !leavesKeyToWriting(target);
  for (;;) {
    const outcome = await tryToWrite(client, target, isKeySettled);
    if (outcome !== SAME_KEY && 'inserted' in outcome) return { ...outcome, refusals };
    if (!isKeySettled) {
      isKeySettled = true;
      refusals = (await settleKeys(client, target)).refusals;
      if (refusals.length > 0) continue;
    }
    // The target takes keys for the same that are not: it says so again, of the file as a whole.
    if (outcome === SAME_KEY) continue;
    const refused = await takeOutRefused(client, target, outcome);
    // Nothing that is staged explains it: the file as a whole is refused.
    if (refused.length === 0) throw outcome;
    refusals = refusals.concat(refused, await settleOtherKeys(client, target));
  }
}

async function tryToWrite(
  client: pg.Client,
  target: LoadTarget,
  isKeySettled: boolean,
): Promise<Written | RecordFault | typeof SAME_KEY> {
  await client.query('savepoint written');
  const takeBack = () => client.query('rollback to savepoint written; release savepoint written');
  try {
    const written = await writeAndCount(client, target);
    // A row that stays as it is may be met again without a word.
    if (!isKeySettled && written.unchanged > 0 && (await hasDuplicates(client, target.key))) {
      await takeBack();
      return SAME_KEY;
    }
    // What is deferred to the commit would break there, where no record can be told any more.
    await client.query('set constraints all immediate; release savepoint written');
    return written;
  } catch (error) {
    const fault = !isKeySettled && isRowWrittenTwice(error) ? SAME_KEY : error;
    if (fault !== SAME_KEY && !isRecordFault(fault)) throw error;
    await takeBack();
    return fault;
  }
}

/** PostgreSQL: cardinality_violation, of an upsert that is to write a row for the second time. */
function isRowWrittenTwice(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === '21000';
}

async function takeOutRefused(client: pg.Client, target: LoadTarget, fault: RecordFault): Promise<RecordRefusal[]> {
  const byRule = await takeOutViolations(client, target, fault);
  if (byRule.length > 0) return byRule;
  const found = await findRefused(client, target);
  await takeOutRecords(client, found);
  return found;
}
