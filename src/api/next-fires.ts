import { scheduleFires } from '../model/schedule-fires.js';
import { timeWithOffset } from '../model/schedule-time.js';
import type { Database } from '../store/database.js';
import { integrationSets } from '../store/integration-sets.js';
import { findSchedules } from '../store/schedule-list.js';
import type { StoredSite } from '../store/sites.js';

/**
 * When each integration of a site is due next, by itself or as a member of a set, by an enabled schedule: ISO 8601 with
 * the site's offset, by integration.
 *
 * @param now in milliseconds since 1970.
 */
export async function findNextFires(
  database: Database,
  site: StoredSite,
  now: number,
): Promise<ReadonlyMap<string, string>> {
  const schedules = await findSchedules(database, site.site, { enabled: true, isDeleted: false });
  const sets = new Map((await integrationSets.list(database, site.site)).map((set) => [set.name, set.definition]));
  const next = new Map<string, number>();
  for (const { definition } of schedules) {
    const [at] = scheduleFires(definition, site).runs(now);
    if (at === undefined) continue;
    const { integration, integrationSet = '' } = definition;
    const members = sets.get(integrationSet)?.members ?? [];
    for (const name of integration === undefined ? members.map((member) => member.integration) : [integration]) {
      next.set(name, Math.min(at, next.get(name) ?? Infinity));
    }
  }
  return new Map([...next].map(([name, at]) => [name, timeWithOffset(at, site.timeZone)]));
}
