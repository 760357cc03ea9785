import type pg from 'pg';

import { findRefused } from './find-refused.js';
import type { LoadTarget } from './load-target.js';
import { isRecordFault, type RecordFault, type RecordRefusal } from './record-refusal.js';
import { settleOtherKeys } from './settle-keys.js';
import { takeOutRecords } from './take-out-records.js';
import { takeOutViolations } from './take-out-violations.js';
import { writeAndCount, type Written } from './write-records.js';

/** What the staged records did to the target, and which it refused. */
export interface WriteResult extends Written {
  refusals: RecordRefusal[];
}

/**
 * Writes the staged records, all at once where the target takes them. Where it does not, it names the constraint: every
 * record that breaks it is taken out in one statement. What cannot be found so (a trigger, an expression) is found by
 * writing piece by piece. Records that are all right only in the company of those go with them. Then the others are written, all at once again.
 */
export async function writeOrRefuse(client: pg.Client, target: LoadTarget): Promise<WriteResult> {
  let refusals: RecordRefusal[] = [];
  for (;;) {
    const result = await tryToWrite(client, target);
    if ('inserted' in result) return { ...result, refusals };
    const refused = await takeOutRefused(client, target, result);
    // Nothing that is staged explains it: the file as a whole is refused.
    if (refused.length === 0) throw result;
    refusals = refusals.concat(refused, await settleOtherKeys(client, target));
  }
}

async function tryToWrite(client: pg.Client, target: LoadTarget): Promise<Written | RecordFault> {
  await client.query('savepoint written');
  try {
    const written = await writeAndCount(client, target);
    // What is deferred to the commit would break there, where no record can be told any more.
    await client.query('set constraints all immediate; release savepoint written');
    return written;
  } catch (error) {
    if (!isRecordFault(error)) throw error;
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
