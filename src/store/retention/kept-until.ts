import { retention } from '../../model/retention.js';
import { only, type Database } from '../database.js';

/** What a run whose site was deleted goes by. */
const DEFAULTS = JSON.stringify(retention.parse(undefined));

/** Of `run` joined to its site by `OF_SITE`: how the site keeps. */
export const RETENTION = `coalesce(site.retention, '${DEFAULTS}'::jsonb)`;
export const OF_SITE = 'left join site on site.id = run.site';

/** How long ago something was, in days of 24 hours, since which it is not kept any more. */
export function daysAgo(days: string): string {
  return `clock_timestamp() - (${days})::float8 * interval '24 hours'`;
}

/** Of a run and its site: whether it has ended so long ago. One that is open, or unsettled, has not. */
export function endedBefore(days: string): string {
  return `run.ended_at < ${daysAgo(days)} and not run.may_have_applied`;
}

/** The time before which no site keeps a run that had ended then. */
export async function runsKeptSince(database: Database): Promise<Date> {
  const { rows } = await database.query<{ since: Date }>(
    `select ${daysAgo(`coalesce(max((retention ->> 'runs')::float8), $1)`)} as since from site`,
    [retention.parse(undefined).runs],
  );
  return only(rows).since;
}
