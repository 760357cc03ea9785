import { writeCalendarFeed, type FeedEvent } from '../calendar-feed.js';
import { calendarSiteOf } from '../calendar-site.js';
import type { ApiDependencies } from '../dependencies.js';
import { requireSite } from '../require.js';
import { route, type AnyRoute } from '../route.js';
import { siteParams } from './parameters.js';
import { comingFires, type ComingFire } from '../../model/calendar-fires.js';
import { describeRecurrence } from '../../model/recurrence/describe.js';
import { DAY } from '../../model/recurrence/local-time.js';
import { take } from '../../model/recurrence/take.js';
import { setRunName } from '../../model/run-name.js';
import { scheduleFires } from '../../model/schedule-fires.js';
import { templateOf } from '../../model/schedule-template.js';
import { findSchedules, type ListedSchedule } from '../../store/schedule-list.js';
import type { StoredSite } from '../../store/sites.js';

/** How far it reaches. */
const REACH = 90 * DAY;
/** More than that no calendar shows, nor should one have to read. */
const MOST_EVENTS = 10_000;

/** The coming fires of a site for the calendars of people. */
export function calendarFeedRoutes(dependencies: ApiDependencies): AnyRoute[] {
  const { database } = dependencies;
  return [
    route({
      method: 'get',
      path: '/sites/{site}/calendar.ics',
      summary: `The coming fires of 90 days as iCalendar, the first ${MOST_EVENTS}; without disabled schedules`,
      needs: 'viewer',
      params: siteParams,
      answers: { 200: { description: 'A feed to subscribe to', mediaType: 'text/calendar' } },
      errors: ['site-not-found', 'service-unavailable'],
      handle: async ({ params, response }) => {
        const site = await requireSite(database, params.site);
        const schedules = await findSchedules(database, params.site, { enabled: true });
        const now = Date.now();
        const fires = comingFires(schedules, await calendarSiteOf(dependencies, site), now, now + REACH);
        const events = [...take(MOST_EVENTS, fires)].map((fire) => eventOf(fire, site));
        response.type('text/calendar').send(writeCalendarFeed(`Schedules of ${params.site}`, events));
        return undefined;
      },
    }),
  ];
}

function eventOf({ at, schedule, refusal }: ComingFire<ListedSchedule>, site: StoredSite): FeedEvent {
  const { id, name, definition, changedAt } = schedule;
  const template = templateOf(definition);
  const { recurrence } = scheduleFires(definition, site);
  const words = `Schedule ${name}: ${describeRecurrence(recurrence)}`;
  return {
    uid: `${id}-${new Date(at).toISOString()}`,
    stamp: changedAt.getTime(),
    start: at,
    summary: definition.runName ?? (template.isSet ? setRunName(template.name) : template.name),
    description: refusal === undefined ? words : `${words}\nIt will not run. ${refusal.reason}`,
    isCancelled: refusal !== undefined,
  };
}
