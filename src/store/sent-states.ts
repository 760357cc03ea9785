import { only, type Database } from './database.js';

/** What is known of the records of an integration that were acknowledged. */
export interface SentStateRow {
  /** The run after which the file of the state is called. */
  run: string;
  records: number;
  at: Date;
}

export async function findSentState(
  database: Database,
  site: string,
  integration: string,
): Promise<SentStateRow | undefined> {
  const { rows } = await database.query<SentStateRow>(
    'select run, records, at from sent_state where site = $1 and integration = $2',
    [site, integration],
  );
  return rows[0];
}

/** Forgets what was acknowledged, unless another run has moved it on: nothing is known of it any more. */
export async function forgetSentState(
  database: Database,
  { site, integration }: { site: string; integration: string },
  run: string,
): Promise<void> {
  await database.query('delete from sent_state where site = $1 and integration = $2 and run = $3', [
    site,
    integration,
    run,
  ]);
}

/**
 * Moves the state on from the one a run was compared with to the one it has made. Done again, it changes nothing.
 *
 * @returns whether the run's state is the one that counts now.
 */
export async function moveSentState(
  database: Database,
  task: { site: string; integration: string },
  to: { run: string; records: number; base: string | null },
): Promise<boolean> {
  const { rows } = await database.query<{ moved: boolean }>(
    `with moved as (
       insert into sent_state as state (site, integration, run, records)
       select $1, $2, $3, $4 where $5::uuid is null
         or exists (select from sent_state where site = $1 and integration = $2 and run in ($3, $5))
       on conflict (site, integration) do update set run = excluded.run, records = excluded.records, at = now()
         where state.run in ($3, $5)
       returning run
     )
     select exists (select from moved) as moved`,
    [task.site, task.integration, to.run, to.records, to.base],
  );
  return only(rows).moved;
}
