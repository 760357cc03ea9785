import { inTransaction, only, type Database } from './database.js';
import { endEras } from './schedule-eras.js';
import { readBy } from '../model/definition-issues.js';
import { schedule, type Schedule } from '../model/schedule.js';

/** A Scheduled Integration Request as it is kept. */
export interface StoredSchedule {
  /** Stays when it is edited; one that is made anew under the same name has another. */
  id: string;
  site: string;
  name: string;
  definition: Schedule;
  enabled: boolean;
  /** Who changed it last, and what. */
  note: string;
  createdAt: Date;
  changedAt: Date;
  /** Every fire that was due before has its row. */
  accountedUntil: Date;
}

/** A row as it was saved, perhaps before there were properties that it lacks. */
export type ScheduleRow = Omit<StoredSchedule, 'definition'> & { definition: unknown };

export const SCHEDULE_COLUMNS = `id, site, name, definition, enabled, note, created_at as "createdAt", changed_at as "changedAt",
  accounted_until as "accountedUntil"`;

/** Makes the schedule, enabled; or edits it, which leaves it enabled or disabled as it is (seed: Enable or disable). */
export async function saveSchedule(
  database: Database,
  site: string,
  name: string,
  definition: Schedule,
  note: string,
): Promise<{ saved: StoredSchedule; created: boolean }> {
  return inTransaction(database, async (client) => {
    await endEras(client, site, [name]);
    const { rows } = await client.query<ScheduleRow & { created: boolean }>(
      `insert into schedule (site, name, definition, note) values ($1, $2, $3, $4)
       on conflict (site, name) do update set definition = excluded.definition, note = excluded.note,
         changed_at = clock_timestamp()
       returning ${SCHEDULE_COLUMNS}, xmax = 0 as created`,
      [site, name, definition, note],
    );
    const { created, ...row } = only(rows);
    return { saved: readSchedule(row), created };
  });
}

/** Makes the schedule, enabled; answers undefined where there is one of that name. */
export async function addSchedule(
  database: Database,
  site: string,
  name: string,
  definition: Schedule,
  note: string,
): Promise<StoredSchedule | undefined> {
  const { rows } = await database.query<ScheduleRow>(
    `insert into schedule (site, name, definition, note) values ($1, $2, $3, $4)
     on conflict (site, name) do nothing returning ${SCHEDULE_COLUMNS}`,
    [site, name, definition, note],
  );
  return rows.map(readSchedule)[0];
}

/**
 * Enables or disables the schedule; what was due while it was disabled is nobody's loss.
 *
 * @returns undefined where there is none.
 */
export async function enableSchedule(
  database: Database,
  site: string,
  name: string,
  enabled: boolean,
  note: string,
): Promise<StoredSchedule | undefined> {
  return inTransaction(database, async (client) => {
    await endEras(client, site, [name]);
    const { rows } = await client.query<ScheduleRow>(
      `update schedule set enabled = $3, note = $4, changed_at = clock_timestamp(),
       enabled_at = case when $3 then clock_timestamp() else enabled_at end
     where site = $1 and name = $2 returning ${SCHEDULE_COLUMNS}`,
      [site, name, enabled, note],
    );
    return rows.map(readSchedule)[0];
  });
}

/** Enables those of the site's schedules that are disabled, or those of them that are named; answers their names. */
export async function enableSchedules(
  database: Database,
  site: string,
  names: readonly string[] | 'all',
  note: string,
): Promise<string[]> {
  return inTransaction(database, async (client) => {
    await endEras(client, site, names === 'all' ? undefined : names);
    const { rows } = await client.query<{ name: string }>(
      `update schedule set enabled = true, enabled_at = clock_timestamp(), note = $3, changed_at = clock_timestamp()
     where site = $1 and not enabled and ($2::text[] is null or name = any($2)) returning name`,
      [site, names === 'all' ? null : names, note],
    );
    return rows.map(({ name }) => name).sort();
  });
}

export async function findSchedule(
  database: Database,
  site: string,
  name: string,
): Promise<StoredSchedule | undefined> {
  const { rows } = await database.query<ScheduleRow>(
    `select ${SCHEDULE_COLUMNS} from schedule where site = $1 and name = $2`,
    [site, name],
  );
  return rows.map(readSchedule)[0];
}

/** All schedules of a site, by name; of all sites where none is named. */
export async function listSchedules(database: Database, site?: string): Promise<StoredSchedule[]> {
  const { rows } = await database.query<ScheduleRow>(
    `select ${SCHEDULE_COLUMNS} from schedule where $1::text is null or site = $1 order by site, name`,
    [site],
  );
  return rows.map(readSchedule);
}

/** Deletes the schedule; its runs stay. Answers whether it was there. */
export async function deleteSchedule(database: Database, site: string, name: string): Promise<boolean> {
  const { rowCount } = await database.query('delete from schedule where site = $1 and name = $2', [site, name]);
  return rowCount === 1;
}

/** @throws IntegratorError `invalid-definition` for one that newer rules refuse. */
export function readSchedule<Row extends ScheduleRow>({
  definition,
  ...row
}: Row): Omit<Row, 'definition'> & { definition: Schedule } {
  return { ...row, definition: readBy(schedule, definition, 'invalid-definition', `schedule ${row.name}`) };
}
