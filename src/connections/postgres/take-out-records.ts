import type pg from 'pg';

import { RECORD, STAGING } from './load-target.js';
import type { RecordRefusal } from './record-refusal.js';

/** Takes the refused records out of the staging table. */
export async function takeOutRecords(client: pg.Client, refused: readonly RecordRefusal[]): Promise<void> {
  await client.query(`delete from ${STAGING} where ${RECORD} = any ($1::bigint[])`, [
    refused.map(({ record }) => record),
  ]);
}
