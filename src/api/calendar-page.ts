import { z } from 'zod';

import { calendarSiteOf } from './calendar-site.js';
import { viewCalendarRun, viewComingFire, type CalendarItem } from './calendar-view.js';
import { readCursor, writeCursor } from './cursor.js';
import type { ApiDependencies } from './dependencies.js';
import { comingFires, type ComingFire } from '../model/calendar-fires.js';
import { take } from '../model/recurrence/take.js';
import { listCalendarRuns, type CalendarRun } from '../store/schedule-calendar.js';
import type { ListedSchedule } from '../store/schedule-list.js';
import type { StoredSite } from '../store/sites.js';

/** In milliseconds since 1970; years have four digits. */
const instant = z
  .number()
  .int()
  .min(0)
  .max(Date.UTC(10_000, 0) - 1);

/** The last of a page: a run, or a fire of a schedule. */
const position = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('run'), at: instant, run: z.uuid() }),
  z.object({ kind: z.literal('fire'), at: instant, schedule: z.string() }),
]);
type Position<Kind> = Extract<z.output<typeof position>, { kind: Kind }>;

/** A part of a site's calendar. Times are milliseconds since 1970; `to` is not included. */
export interface CalendarPage {
  from: number;
  to: number;
  now: number;
  /** Only what schedules asked for, or only other runs. */
  scheduled?: boolean | undefined;
  limit: number;
  cursor?: string | undefined;
}

/** The runs there were, then the fires that come, each in the order in which they were or are due. */
export async function readCalendarPage(
  dependencies: ApiDependencies,
  site: StoredSite,
  schedules: readonly ListedSchedule[],
  page: CalendarPage,
): Promise<{ items: CalendarItem[]; next?: string }> {
  const { cursor, limit, scheduled } = page;
  const after = cursor === undefined ? undefined : readCursor(cursor, position);
  const runs = after?.kind === 'fire' ? [] : await readRuns(dependencies, site, page, after);
  const isFull = runs.length === limit;
  const afterFire = after?.kind === 'fire' ? after : undefined;
  const coming = isFull || scheduled === false ? [] : await readFires(dependencies, site, schedules, page, afterFire);
  const fires = coming.slice(0, limit - runs.length);
  const items = [...runs.map(viewCalendarRun), ...fires.map(viewComingFire)];
  const last = isFull ? runPosition(runs.at(-1)) : firePosition(fires.at(-1));
  return { items, ...(items.length < limit || last === undefined ? {} : { next: writeCursor(last) }) };
}

function readRuns(
  { database }: ApiDependencies,
  { site }: StoredSite,
  { from, to, scheduled, limit }: CalendarPage,
  after: Position<'run'> | undefined,
): Promise<CalendarRun[]> {
  return listCalendarRuns(database, site, {
    from: new Date(from),
    to: new Date(to),
    scheduled,
    limit,
    after: after && { at: new Date(after.at), id: after.run },
  });
}

async function readFires(
  dependencies: ApiDependencies,
  site: StoredSite,
  schedules: readonly ListedSchedule[],
  { from, to, now, limit }: CalendarPage,
  after: Position<'fire'> | undefined,
): Promise<ComingFire<ListedSchedule>[]> {
  const start = Math.max(from, after?.at ?? now);
  if (start >= to) return [];
  const coming = comingFires(schedules, await calendarSiteOf(dependencies, site), start, to);
  return [...take(limit, fromAfter(coming, after))];
}

/** Of the instant at which the page before has ended, the fires of schedules that come later by name. */
function* fromAfter(
  fires: Iterable<ComingFire<ListedSchedule>>,
  after: Position<'fire'> | undefined,
): Generator<ComingFire<ListedSchedule>> {
  for (const fire of fires) {
    if (after === undefined || fire.at > after.at || fire.schedule.name > after.schedule) yield fire;
  }
}

function runPosition(run: CalendarRun | undefined): Position<'run'> | undefined {
  return run && { kind: 'run', at: run.at.getTime(), run: run.id };
}

function firePosition(fire: ComingFire<ListedSchedule> | undefined): Position<'fire'> | undefined {
  return fire && { kind: 'fire', at: fire.at, schedule: fire.schedule.name };
}
