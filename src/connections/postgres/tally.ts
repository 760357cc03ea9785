import type pg from 'pg';

import { RECORD } from './load-target.js';

/** What became of the staged records whose key the target had. */
export interface Tally {
  updated: number;
  /** They are there already as they would be written. */
  unchanged: number;
}

const UPDATED = 'pg_temp.integrator_updated';
const UNCHANGED = 'pg_temp.integrator_unchanged';

/**
 * Makes the counters of an upsert: sequences, as nothing else in PostgreSQL counts while a statement decides. To have
 * each row say what became of it takes half as long again as the writing; this takes nothing that could be measured.
 */
export async function createTally(client: pg.Client): Promise<void> {
  const create = (name: string) =>
    `create temporary sequence ${name} minvalue 0 owned by pg_temp.integrator_staging.${RECORD}`;
  await client.query(`${create('integrator_updated')}; ${create('integrator_unchanged')}`);
}

/** The condition `isChanged`, as SQL, that counts how it turns out. */
export function counted(isChanged: string): string {
  return `case when ${isChanged} then nextval('${UPDATED}') > 0 else nextval('${UNCHANGED}') < 0 end`;
}

export async function clearTally(client: pg.Client): Promise<void> {
  await client.query(`select setval('${UPDATED}', 0), setval('${UNCHANGED}', 0)`);
}

export async function readTally(client: pg.Client): Promise<Tally> {
  const { rows } = await client.query<{ updated: string; unchanged: string }>(
    `select updated.last_value as updated, unchanged.last_value as unchanged
     from ${UPDATED} as updated, ${UNCHANGED} as unchanged`,
  );
  return { updated: Number(rows[0]?.updated), unchanged: Number(rows[0]?.unchanged) };
}
