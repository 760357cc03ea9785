import type pg from 'pg';

import type { Database } from './database.js';
import { readBy } from '../model/definition-issues.js';
import { schedule as scheduleSchema, type Schedule } from '../model/schedule.js';
import type { SiteProperties } from '../model/site.js';

/** A time in which a schedule was due by what it, and its site, said then: its fires are not accounted for yet. */
export interface ScheduleEra {
  schedule: string;
  from: Date;
  until: Date;
  definition: Schedule;
  site: Pick<SiteProperties, 'timeZone' | 'calendars'>;
}

/**
 * To be called before schedules of a site change, or the site changes its days and hours: what was due until now is still
 * to be accounted for by what was said until now. What is due while a schedule is disabled is nobody's loss.
 */
export async function endEras(client: pg.PoolClient, site: string, names?: readonly string[]): Promise<void> {
  await client.query(
    `with changing as (
       select schedule.*, time_zone, calendars from schedule join site on site.id = schedule.site
       where site.id = $1 and ($2::text[] is null or name = any($2)) for update of schedule
     ), kept as (
       insert into schedule_era (schedule, since, until, definition, time_zone, calendars)
       select id, accounted_until, clock_timestamp(), definition, time_zone, calendars from changing where enabled
     )
     update schedule set accounted_until = clock_timestamp() from changing where schedule.id = changing.id`,
    [site, names],
  );
}

/** The eras of schedules, of a site or all, that are not accounted for yet, the earliest first. */
export async function listEras(database: Database, site: string | undefined): Promise<ScheduleEra[]> {
  const { rows } = await database.query<Omit<ScheduleEra, 'definition'> & { definition: unknown }>(
    `select era.schedule, since as from, until, era.definition,
       json_build_object('timeZone', era.time_zone, 'calendars', era.calendars) as site
     from schedule_era as era join schedule on schedule.id = era.schedule
     where $1::text is null or site = $1 order by until`,
    [site],
  );
  return rows.map(({ definition, ...era }) => ({
    ...era,
    definition: readBy(scheduleSchema, definition, 'invalid-definition', 'schedule'),
  }));
}

/** Notes that every fire of an era that was due has its row. */
export async function forgetEra(database: Database, { schedule, until }: ScheduleEra): Promise<void> {
  await database.query('delete from schedule_era where schedule = $1 and until = $2', [schedule, until]);
}
