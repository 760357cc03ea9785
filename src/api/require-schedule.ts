import { requireSite } from './require.js';
import { IntegratorError } from '../model/errors.js';
import type { Database } from '../store/database.js';
import { findSchedules, type ListedSchedule } from '../store/schedule-list.js';

/** @throws IntegratorError `site-not-found`, `schedule-not-found`. */
export async function requireSchedule(database: Database, site: string, name: string): Promise<ListedSchedule> {
  const [found] = await findSchedules(database, site, { name });
  if (found !== undefined) return found;
  await requireSite(database, site);
  throw noSchedule(site, name);
}

export function noSchedule(site: string, name: string): IntegratorError {
  const message = `Site ${site} has no schedule ${name}. GET /api/v1/sites/${site}/schedules lists what there is.`;
  return new IntegratorError('schedule-not-found', message);
}
