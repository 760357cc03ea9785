import type { Database } from './database.js';
import { readSchedule, SCHEDULE_COLUMNS, type ScheduleRow, type StoredSchedule } from './schedules.js';

/** A schedule, and whether what it runs is there. */
export interface ListedSchedule extends StoredSchedule {
  /** Its integration or set was deleted, or the integration of a member of the set. */
  isDeleted: boolean;
}

/** Which schedules of a site to list, by name. */
export interface ScheduleFilter {
  name?: string | undefined;
  integration?: string | undefined;
  integrationSet?: string | undefined;
  enabled?: boolean | undefined;
  isDeleted?: boolean | undefined;
  /** The name of the last one of the page before. */
  after?: string | undefined;
  /** All where absent. */
  limit?: number | undefined;
}

export async function findSchedules(
  database: Database,
  site: string,
  filter: ScheduleFilter = {},
): Promise<ListedSchedule[]> {
  const { rows } = await database.query<ScheduleRow & { isDeleted: boolean }>(
    `with template (kind, template) as (
       select 'integration', name from integration where site = $1
       union all
       select 'integrationSet', name
       from integration_set join integration_set_version using (site, name, version)
       where site = $1 and not exists (
         select from jsonb_array_elements(definition -> 'members') as member
         where not exists (
           select from integration where integration.site = $1 and integration.name = member ->> 'integration'
         )
       )
     ), listed as (
       select schedule.*, template is null as is_deleted
       from schedule left join template
         on kind = case when definition ? 'integration' then 'integration' else 'integrationSet' end
           and template = coalesce(definition ->> 'integration', definition ->> 'integrationSet')
       where site = $1
     )
     select ${SCHEDULE_COLUMNS}, is_deleted as "isDeleted" from listed
     where ($2::text is null or name = $2)
       and ($3::text is null or definition ->> 'integration' = $3)
       and ($4::text is null or definition ->> 'integrationSet' = $4)
       and ($5::boolean is null or enabled = $5)
       and ($6::boolean is null or is_deleted = $6)
       and ($7::text is null or name > $7)
     order by name limit $8`,
    [
      site,
      filter.name,
      filter.integration,
      filter.integrationSet,
      filter.enabled,
      filter.isDeleted,
      filter.after,
      filter.limit,
    ],
  );
  return rows.map(readSchedule);
}
