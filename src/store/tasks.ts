import type { Integration } from '../model/integration.js';
import type { RunStatus } from '../model/run.js';
import type { Database } from './database.js';

/** A task of a site without its status, which its workflow knows. */
export interface StoredTask {
  integration: string;
  direction: Integration['direction'];
  /** The run of it that started last; null where there was none. Times are ISO 8601. */
  lastRun: { id: string; name: string; status: RunStatus; startedAt: string; endedAt: string | null } | null;
}

/** Every integration of a site as a task, by name. */
export async function listTasks(database: Database, site: string): Promise<StoredTask[]> {
  const { rows } = await database.query<StoredTask>(
    `select owned.name as integration, coalesce(definition ->> 'direction', 'import') as direction, last as "lastRun"
     from integration as owned join integration_version using (site, name, version)
       left join lateral (
         select json_build_object('id', id, 'name', name, 'status', status, 'startedAt', started_at, 'endedAt', ended_at)
         from run where run.site = owned.site and run.integration = owned.name and not run.is_set
         order by started_at desc limit 1
       ) as found (last) on true
     where owned.site = $1 order by owned.name`,
    [site],
  );
  return rows;
}
