import { z } from 'zod';

import { readCalendarPage } from '../calendar-page.js';
import { calendarItem } from '../calendar-view.js';
import type { ApiDependencies } from '../dependencies.js';
import { requireSite } from '../require.js';
import { route, type AnyRoute } from '../route.js';
import { flag, siteParams } from './parameters.js';
import { monthOf } from '../../model/calendar-month.js';
import { outsideOf } from '../../model/calendar-outside.js';
import { IntegratorError } from '../../model/errors.js';
import { describeRecurrence } from '../../model/recurrence/describe.js';
import { scheduleFires } from '../../model/schedule-fires.js';
import { findSchedules, type ListedSchedule } from '../../store/schedule-list.js';
import type { StoredSite } from '../../store/sites.js';

/** So many schedules that are outside their dates are listed. */
const MOST_OUTSIDE = 500;

const time = z.iso.datetime({ offset: true });

const outsideView = z.object({
  schedule: z.string(),
  reason: z.enum(['ended', 'not-begun']),
  words: z.string(),
});

const query = z.strictObject({
  from: time
    .optional()
    .meta({ description: "The month of `to` where absent; else the current one, in the site's zone." }),
  to: time.optional().meta({ description: 'Not included. The end of the month of `from` where absent.' }),
  scheduled: flag.optional().meta({ description: 'Only what schedules asked for, or only other runs.' }),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
  cursor: z.string().optional().meta({ description: '`next` of the page before.' }),
});

const calendarView = z.object({
  from: time,
  to: time,
  timeZone: z.string(),
  items: z.array(calendarItem).meta({ description: 'Runs there were, then fires that come.' }),
  outside: z
    .array(outsideView)
    .optional()
    .meta({ description: `Schedules outside their dates, on the first page: at most ${MOST_OUTSIDE}, by name.` }),
  next: z.string().optional(),
});

/** What ran on a site, and what will. */
export function calendarRoutes(dependencies: ApiDependencies): AnyRoute[] {
  const { database } = dependencies;
  return [
    route({
      method: 'get',
      path: '/sites/{site}/calendar',
      summary: 'Runs and coming fires of a timeframe, with the reason for each fire that will not run',
      needs: 'viewer',
      params: siteParams,
      query,
      answers: { 200: { description: 'A page of the calendar', schema: calendarView } },
      errors: ['site-not-found', 'service-unavailable'],
      handle: async ({ params, query: { from, to, ...page } }) => {
        const site = await requireSite(database, params.site);
        const now = Date.now();
        const frame = timeframe(from, to, site.timeZone, now);
        const schedules = page.scheduled === false ? [] : await findSchedules(database, params.site);
        const part = await readCalendarPage(dependencies, site, schedules, { ...page, ...frame, now });
        const outside = page.cursor === undefined ? { outside: listOutside(schedules, site, frame) } : {};
        const times = { from: new Date(frame.from).toISOString(), to: new Date(frame.to).toISOString() };
        return { status: 200, body: { ...times, timeZone: site.timeZone, ...part, ...outside } };
      },
    }),
  ];
}

/** In milliseconds since 1970. @throws IntegratorError `invalid-request` where it ends before it begins. */
function timeframe(
  from: string | undefined,
  to: string | undefined,
  timeZone: string,
  now: number,
): { from: number; to: number } {
  const first = from === undefined ? undefined : Date.parse(from);
  const end = to === undefined ? undefined : Date.parse(to);
  const month = monthOf(first ?? (end === undefined ? now : end - 1), timeZone);
  const frame = { from: first ?? month.from, to: end ?? month.to };
  if (frame.from < frame.to) return frame;
  throw new IntegratorError('invalid-request', `from: expected a time before to, got ${from ?? ''} and ${to ?? ''}.`);
}

function listOutside(
  schedules: readonly ListedSchedule[],
  site: StoredSite,
  { from, to }: { from: number; to: number },
): z.output<typeof outsideView>[] {
  const found: z.output<typeof outsideView>[] = [];
  for (const { name, definition } of schedules) {
    const resolved = scheduleFires(definition, site);
    const reason = outsideOf(resolved, from, to);
    if (reason !== undefined) found.push({ schedule: name, reason, words: describeRecurrence(resolved.recurrence) });
    if (found.length === MOST_OUTSIDE) break;
  }
  return found;
}
