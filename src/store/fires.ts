import { inTransaction, type Database } from './database.js';
import { fireTurn, type FireTurn, type OpenFire } from '../model/fire-turn.js';
import type { Overlap } from '../model/schedule.js';

/** A fire of a schedule: what it is called in the store. */
export interface FireKey {
  /** The schedule's id. */
  schedule: string;
  intendedAt: Date;
  /** The run it has, whatever becomes of it. */
  run: string;
}

/** Whatever became of the workflow that sees to it: a fire is open as long as its run, and no longer. */
const IS_OPEN = `case
  when exists (select from run where run.id = fire.run and ended_at is null) then true
  when exists (select from run where run.id = fire.run) then false
  else state <> 'ended' end`;

/** One after the other: two fires that are due at once would both find nothing running. */
const LOCK_SCHEDULE = 'select from schedule where id = $1 for update';

/** How far a fire has come; undefined before its first turn. */
export async function findFireState(
  database: Database,
  { schedule, intendedAt }: FireKey,
): Promise<'waiting' | 'running' | 'ended' | undefined> {
  const { rows } = await database.query<{ state: 'waiting' | 'running' | 'ended' }>(
    'select state from fire where schedule = $1 and intended_at = $2',
    [schedule, intendedAt],
  );
  return rows[0]?.state;
}

/**
 * Lets a fire take its turn among those of its schedule, and notes it as running, or as waiting; asked again, it looks
 * again. A refused one is left to `endFire`.
 *
 * @returns what it is to do; the open fires it waits for, or is refused for; `over` where it has ended before.
 */
export async function takeFireTurn(
  database: Database,
  fire: FireKey,
  { overlap, workflow }: { overlap: Overlap; workflow: string },
): Promise<{ turn: FireTurn | 'over'; others: OpenFire[] }> {
  return inTransaction(database, async (client) => {
    await client.query(LOCK_SCHEDULE, [fire.schedule]);
    const { rows: known } = await client.query<{ state: string }>(
      'select state from fire where schedule = $1 and intended_at = $2',
      [fire.schedule, fire.intendedAt],
    );
    if (known[0]?.state === 'ended') return { turn: 'over', others: [] };
    const { rows: others } = await client.query<OpenFire>(
      `select run, (extract(epoch from intended_at) * 1000)::float8 as "intendedAt",
         case state when 'waiting' then 'waiting' else 'running' end as state
       from fire where schedule = $1 and intended_at <> $2 and ${IS_OPEN} order by intended_at`,
      [fire.schedule, fire.intendedAt],
    );
    const turn = known[0]?.state === 'running' ? 'run' : fireTurn(overlap, fire.intendedAt.getTime(), others);
    if (turn !== 'refuse') {
      await client.query(
        `insert into fire (schedule, intended_at, run, state, workflow) values ($1, $2, $3, $4, $5)
         on conflict (schedule, intended_at) do update set state = excluded.state, workflow = excluded.workflow`,
        [fire.schedule, fire.intendedAt, fire.run, turn === 'run' ? 'running' : 'waiting', workflow],
      );
    }
    return { turn, others };
  });
}

/**
 * Notes that a fire has ended, with or without a turn.
 *
 * @returns the workflows of the fires of its schedule that wait, the first one first.
 */
export async function endFire(database: Database, fire: FireKey): Promise<string[]> {
  return inTransaction(database, async (client) => {
    // One that is just about to wait is to be among those that are told.
    await client.query(LOCK_SCHEDULE, [fire.schedule]);
    await client.query(
      `insert into fire (schedule, intended_at, run, state) values ($1, $2, $3, 'ended')
       on conflict (schedule, intended_at) do update set state = 'ended'`,
      [fire.schedule, fire.intendedAt, fire.run],
    );
    const { rows } = await client.query<{ workflow: string }>(
      `select workflow from fire where schedule = $1 and state = 'waiting' order by intended_at`,
      [fire.schedule],
    );
    return rows.map(({ workflow }) => workflow);
  });
}

/** When the fires of a schedule that have a row were due, from one time up to another, in milliseconds since 1970. */
export async function listFireTimes(database: Database, schedule: string, from: Date, to: Date): Promise<Set<number>> {
  const { rows } = await database.query<{ at: Date }>(
    'select intended_at as at from fire where schedule = $1 and intended_at >= $2 and intended_at < $3',
    [schedule, from, to],
  );
  return new Set(rows.map(({ at }) => at.getTime()));
}

/** Notes that every fire that was due before has its row, unless the schedule was changed meanwhile. */
export async function noteAccounted(
  database: Database,
  { id, accountedUntil }: { id: string; accountedUntil: Date },
  until: Date,
): Promise<void> {
  await database.query('update schedule set accounted_until = $3 where id = $1 and accounted_until = $2', [
    id,
    accountedUntil,
    until,
  ]);
}

/** Fires that have been open for a while though no run of theirs is, with the workflow that sees to each. */
export async function listStaleFires(
  database: Database,
  site: string | undefined,
  before: Date,
): Promise<(FireKey & { workflow: string | null })[]> {
  const { rows } = await database.query<FireKey & { workflow: string | null }>(
    `select fire.schedule, fire.intended_at as "intendedAt", fire.run, fire.workflow
     from fire join schedule on schedule.id = fire.schedule
     where state <> 'ended' and fired_at < $2 and ($1::text is null or site = $1)
       and not exists (select from run where run.id = fire.run and ended_at is null)`,
    [site, before],
  );
  return rows;
}

/**
 * Whether the last runs of a schedule since it was enabled, so many in a row, have not Completed; what was Not Run, or
 * halted, does not count.
 */
export async function haveFailed(database: Database, schedule: string, inARow: number): Promise<boolean> {
  const { rows } = await database.query<{ failed: boolean }>(
    `select count(*) = $2 and bool_and(status <> 'Completed') as failed from (
       select status from run join schedule on schedule.id = run.schedule
       where schedule = $1 and ended_at is not null and status <> 'Not Run' and code is distinct from 'halted'
         and ended_at >= enabled_at
       order by intended_at desc limit $2
     ) as last`,
    [schedule, inARow],
  );
  return rows[0]?.failed === true;
}
