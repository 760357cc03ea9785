import { isDeepStrictEqual } from 'node:util';

import type pg from 'pg';

import { insertAudit } from './audits.js';
import { inTransaction, only, type Database } from './database.js';
import { raisePaused } from './paused-schedules.js';
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

/** Who changes schedules, and what, in words. */
export interface ScheduleEdit {
  by: string;
  note: string;
}

export const SCHEDULE_COLUMNS = `id, site, name, definition, enabled, note, created_at as "createdAt", changed_at as "changedAt",
  accounted_until as "accountedUntil"`;

/** Makes the schedule, enabled; or edits it, which leaves it enabled or disabled as it is (seed: Enable or disable). */
export async function saveSchedule(
  database: Database,
  site: string,
  name: string,
  definition: Schedule,
  { by, note }: ScheduleEdit,
): Promise<{ saved: StoredSchedule; created: boolean }> {
  return inTransaction(database, async (client) => {
    // One that is there is locked as it is.
    const { rows } = await client.query<ScheduleRow & { created: boolean }>(
      `insert into schedule (site, name, definition, note) values ($1, $2, $3, $4)
       on conflict (site, name) do update set name = excluded.name
       returning ${SCHEDULE_COLUMNS}, xmax = 0 as created`,
      [site, name, definition, note],
    );
    const { created, ...row } = only(rows);
    const isSame = !created && isDeepStrictEqual(schedule.safeParse(row.definition).data, definition);
    if (isSame) return { saved: readSchedule(row), created };
    const change = { from: created ? null : row.definition, to: definition };
    await insertAudit(client, site, { by, action: created ? 'make' : 'change', details: { schedule: name }, change });
    return { saved: readSchedule(created ? row : await redefine(client, row, definition, note)), created };
  });
}

async function redefine(
  client: pg.PoolClient,
  { id, site, name }: ScheduleRow,
  definition: Schedule,
  note: string,
): Promise<ScheduleRow> {
  await endEras(client, site, [name]);
  const { rows } = await client.query<ScheduleRow>(
    `update schedule set definition = $2, note = $3, changed_at = clock_timestamp()
     where id = $1 returning ${SCHEDULE_COLUMNS}`,
    [id, definition, note],
  );
  return only(rows);
}

/** Makes the schedule as a copy of another one, enabled; answers false where there is one of that name. */
export async function addCopy(
  database: Database,
  site: string,
  name: string,
  { name: copyOf, definition }: Pick<StoredSchedule, 'name' | 'definition'>,
  { by, note }: ScheduleEdit,
): Promise<boolean> {
  return inTransaction(database, async (client) => {
    const { rowCount } = await client.query(
      `insert into schedule (site, name, definition, note) values ($1, $2, $3, $4)
       on conflict (site, name) do nothing`,
      [site, name, definition, note],
    );
    if (rowCount !== 1) return false;
    const change = { from: null, to: definition };
    await insertAudit(client, site, { by, action: 'copy', details: { schedule: name, copyOf }, change });
    return true;
  });
}

/**
 * Enables or disables the schedule, where it is not so yet; what was due while it was disabled is nobody's loss. After
 * so many `failures` in a row, those who are to be told are told.
 */
export async function enableSchedule(
  database: Database,
  site: string,
  name: string,
  enabled: boolean,
  { by, note, failures }: ScheduleEdit & { failures?: number },
): Promise<void> {
  await inTransaction(database, async (client) => {
    await endEras(client, site, [name]);
    const { rowCount } = await client.query(
      `update schedule set enabled = $3, note = $4, changed_at = clock_timestamp(),
       enabled_at = case when $3 then clock_timestamp() else enabled_at end
     where site = $1 and name = $2 and enabled <> $3`,
      [site, name, enabled, note],
    );
    if (rowCount !== 1) return;
    await auditSwitch(client, site, name, enabled, by);
    if (failures !== undefined) await raisePaused(client, site, name, failures);
  });
}

async function auditSwitch(
  client: pg.PoolClient,
  site: string,
  name: string,
  enabled: boolean,
  by: string,
): Promise<void> {
  const change = { from: { enabled: !enabled }, to: { enabled } };
  await insertAudit(client, site, { by, action: enabled ? 'enable' : 'disable', details: { schedule: name }, change });
}

/** Enables those of the site's schedules that are disabled, or those of them that are named; answers their names. */
export async function enableSchedules(
  database: Database,
  site: string,
  names: readonly string[] | 'all',
  { by, note }: ScheduleEdit,
): Promise<string[]> {
  return inTransaction(database, async (client) => {
    await endEras(client, site, names === 'all' ? undefined : names);
    const { rows } = await client.query<{ name: string }>(
      `update schedule set enabled = true, enabled_at = clock_timestamp(), note = $3, changed_at = clock_timestamp()
     where site = $1 and not enabled and ($2::text[] is null or name = any($2)) returning name`,
      [site, names === 'all' ? null : names, note],
    );
    const enabled = rows.map(({ name }) => name).sort();
    for (const name of enabled) await auditSwitch(client, site, name, true, by);
    return enabled;
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
export async function deleteSchedule(database: Database, site: string, name: string, by: string): Promise<boolean> {
  return inTransaction(database, async (client) => {
    const { rows } = await client.query<{ definition: unknown }>(
      'delete from schedule where site = $1 and name = $2 returning definition',
      [site, name],
    );
    const [row] = rows;
    if (row === undefined) return false;
    const change = { from: row.definition, to: null };
    await insertAudit(client, site, { by, action: 'delete', details: { schedule: name }, change });
    return true;
  });
}

/** @throws IntegratorError `invalid-definition` for one that newer rules refuse. */
export function readSchedule<Row extends ScheduleRow>({
  definition,
  ...row
}: Row): Omit<Row, 'definition'> & { definition: Schedule } {
  return { ...row, definition: readBy(schedule, definition, 'invalid-definition', `schedule ${row.name}`) };
}
