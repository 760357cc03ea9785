import pg from 'pg';

import { RECORD, sameValues, STAGING, type ForeignKey, type LoadTarget } from './load-target.js';

/**
 * Takes out of the staging table the records that name a record which is not there: in the other table, or, where a
 * table refers to itself, neither in the target nor in the file. A record without a value in one of the fields names none.
 *
 * @returns their numbers.
 */
export async function takeOutOrphans(client: pg.Client, target: LoadTarget, foreignKey: ForeignKey): Promise<number[]> {
  const { fields, table, references } = foreignKey;
  let taken: number[] = [];
  for (;;) {
    const { rows } = await client.query<{ record: string }>(
      `delete from ${STAGING} as staged
       where ${fields.map((field) => `staged.${pg.escapeIdentifier(field)} is not null`).join(' and ')}
         and not exists (select from ${table ?? target.table} as named
           where ${sameValues('named', references, 'staged', fields)})
         ${table === undefined ? `and not exists (${inFile(fields, references)})` : ''}
       returning staged.${RECORD} as record`,
    );
    taken = taken.concat(rows.map(({ record }) => Number(record)));
    // A record that went may have been named by another one.
    if (table !== undefined || rows.length === 0) return taken;
  }
}

function inFile(fields: readonly string[], references: readonly string[]): string {
  return `select from ${STAGING} as named where ${sameValues('named', references, 'staged', fields)}`;
}
