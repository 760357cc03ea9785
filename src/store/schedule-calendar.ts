import type { Database } from './database.js';
import type { StoredRun } from './runs.js';

/** A run as a calendar shows it. */
export interface CalendarRun extends Pick<
  StoredRun,
  | 'id'
  | 'name'
  | 'integration'
  | 'isSet'
  | 'trigger'
  | 'status'
  | 'code'
  | 'reason'
  | 'intendedAt'
  | 'startedAt'
  | 'endedAt'
> {
  /** When it was due; of a run that no schedule asked for, when it has started. */
  at: Date;
  /** The name of the schedule it was a fire of; null also where that one was deleted. */
  scheduleName: string | null;
}

/** Which runs of a site a calendar shows. */
export interface CalendarFilter {
  from: Date;
  /** Not included. */
  to: Date;
  /** Only those that a schedule asked for, or only others. */
  scheduled?: boolean | undefined;
  /** The last run of the page before. */
  after?: { at: Date; id: string } | undefined;
  limit: number;
}

/** The runs of a timeframe in the order in which they were due, without those of the members of sets. */
export async function listCalendarRuns(
  database: Database,
  site: string,
  { from, to, scheduled, after, limit }: CalendarFilter,
): Promise<CalendarRun[]> {
  const { rows } = await database.query<CalendarRun>(
    `select run.id, run.name, integration, is_set as "isSet", trigger, status, code, reason, intended_at as "intendedAt",
       started_at as "startedAt", ended_at as "endedAt", coalesce(intended_at, started_at) as at,
       schedule.name as "scheduleName"
     from run left join schedule on schedule.id = run.schedule
     where run.site = $1 and set_run is null
       and coalesce(intended_at, started_at) >= $2 and coalesce(intended_at, started_at) < $3
       and ($4::boolean is null or (run.schedule is not null) = $4)
       and ($5::timestamptz is null or (coalesce(intended_at, started_at), run.id) > ($5, $6::uuid))
     order by coalesce(intended_at, started_at), run.id limit $7`,
    [site, from, to, scheduled, after?.at, after?.id, limit],
  );
  return rows;
}
