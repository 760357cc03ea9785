import { z } from 'zod';

import { scheduleIssues } from './schedule-issues.js';
import { recurrenceView, surpriseView, viewRecurrence, viewSurprise } from './schedule-view.js';
import { surprises } from '../model/recurrence/surprises.js';
import { take } from '../model/recurrence/take.js';
import { scheduleFires } from '../model/schedule-fires.js';
import { holidaySurprises } from '../model/schedule-holidays.js';
import { runSurprises } from '../model/schedule-run-surprises.js';
import { SURPRISE_KINDS, type ScheduleSurprise } from '../model/schedule-surprise.js';
import { timeWithOffset } from '../model/schedule-time.js';
import type { Schedule } from '../model/schedule.js';
import type { Database } from '../store/database.js';
import { findNeighbours } from '../store/schedule-neighbours.js';
import type { StoredSite } from '../store/sites.js';

/** How many fires a preview shows. */
const FIRES = 50;

/** What a draft of a schedule would do. */
export const schedulePreview = z.object({
  ...recurrenceView.shape,
  fires: z.array(
    z.object({
      instant: z.iso.datetime(),
      local: z.iso.datetime({ offset: true }).meta({ description: 'The same by the clocks of the time zone.' }),
      surprises: z.array(z.enum(SURPRISE_KINDS)).meta({ description: 'Kinds of those surprises that are about it.' }),
    }),
  ),
  surprises: z.array(surpriseView),
  issues: z
    .array(z.object({ path: z.string(), message: z.string() }))
    .meta({ description: 'Why it would be refused, as it is: what the site has not, or the integration needs.' }),
});

/**
 * @param name the schedule that is edited, where there is one.
 * @param now in milliseconds since 1970.
 */
export async function previewSchedule(
  database: Database,
  site: StoredSite,
  draft: Schedule,
  name: string | undefined,
  now: number,
): Promise<z.output<typeof schedulePreview>> {
  const resolved = scheduleFires(draft, site);
  const next = [...take(FIRES, resolved.fires(now))];
  const all: ScheduleSurprise[] = [
    ...surprises(resolved.recurrence, now, next),
    ...holidaySurprises(draft, site, resolved, next),
  ];
  const { own, others } = await findNeighbours(database, site.site, draft, name);
  const neighbours = others.map(({ schedule, ...timed }) => ({
    ...timed,
    name: schedule.name,
    resolved: scheduleFires(schedule.definition, site),
  }));
  const running = next.filter((at) => !resolved.isHoliday(at));
  all.push(...runSurprises(running, own, neighbours));
  return {
    ...viewRecurrence(resolved),
    fires: next.map((at) => ({
      instant: new Date(at).toISOString(),
      local: timeWithOffset(at, resolved.recurrence.timeZone),
      surprises: kindsAt(at, all),
    })),
    surprises: all.map((one) => viewSurprise(one, resolved)),
    issues: await scheduleIssues(database, site, draft),
  };
}

function kindsAt(fire: number, all: readonly ScheduleSurprise[]): ScheduleSurprise['kind'][] {
  const about = all.filter(({ at, fires = [at] }) => fires.includes(fire));
  return [...new Set(about.map(({ kind }) => kind))];
}
