import type { ApiDependencies } from './dependencies.js';
import type { CalendarSite } from '../model/calendar-fires.js';
import type { StoredSite } from '../store/sites.js';

/** A site as its calendar goes by it. Only when one that is not Running will start, its workflow has to be asked. */
export async function calendarSiteOf({ gate }: Pick<ApiDependencies, 'gate'>, site: StoredSite): Promise<CalendarSite> {
  if (site.integrator === 'Running') return site;
  const { plannedStart } = await gate.view(site.site);
  return { ...site, startsAt: plannedStart && Date.parse(plannedStart.at) };
}
