import type { Database } from './database.js';
import { readSchedule, SCHEDULE_COLUMNS, type ScheduleRow, type StoredSchedule } from './schedules.js';
import type { SiteProperties } from '../model/site.js';

/** An enabled schedule, and the days of its site. */
export type ListenedSchedule = StoredSchedule & { clock: Pick<SiteProperties, 'timeZone' | 'calendars'> };

/** The enabled schedules of all sites that tell somebody of fires that are late. */
export async function listListenedSchedules(database: Database): Promise<ListenedSchedule[]> {
  const { rows } = await database.query<ScheduleRow & Pick<ListenedSchedule, 'clock'>>(
    `select ${SCHEDULE_COLUMNS}, clock from schedule join (
       select id as site, json_build_object('timeZone', time_zone, 'calendars', calendars) as clock
       from site where tells_of(notifications, 'run-late')
     ) as listening using (site) where enabled`,
  );
  return rows.map((row) => ({ ...readSchedule(row), clock: row.clock }));
}

/** When the fires of a schedule that have the row of a run were due, from one time on, in milliseconds since 1970. */
export async function listBegunFires(database: Database, schedule: string, from: Date): Promise<Set<number>> {
  const { rows } = await database.query<{ at: Date }>(
    'select intended_at as at from run where schedule = $1 and intended_at >= $2',
    [schedule, from],
  );
  return new Set(rows.map(({ at }) => at.getTime()));
}
