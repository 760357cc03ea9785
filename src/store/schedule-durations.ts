import type { Template } from '../model/schedule-template.js';
import type { Database } from './database.js';

/** How many runs tell how long one usually takes. */
const LAST = 20;

/**
 * How long runs of integrations and sets of a site usually take: the median of the last 20 that have Completed, in
 * milliseconds; undefined for one that never has. In the order of `templates`.
 */
export async function usualDurations(
  database: Database,
  site: string,
  templates: readonly Template[],
): Promise<(number | undefined)[]> {
  const { rows } = await database.query<{ duration: number | null }>(
    `select (
       select percentile_cont(0.5) within group (order by extract(epoch from ended_at - started_at) * 1000)
       from (
         select started_at, ended_at from run
         where site = $1 and integration = template.name and run.is_set = template.is_set and status = 'Completed'
         order by started_at desc limit $4
       ) as last
     )::float8 as duration
     from unnest($2::text[], $3::boolean[]) with ordinality as template (name, is_set, place) order by place`,
    [site, templates.map(({ name }) => name), templates.map(({ isSet }) => isSet), LAST],
  );
  return rows.map(({ duration }) => duration ?? undefined);
}
