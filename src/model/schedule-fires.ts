import { firesOffHolidays } from './recurrence/fires-off-holidays.js';
import { fires as firesOf } from './recurrence/fires.js';
import { dateOf } from './recurrence/local-time.js';
import type { ResolvedRecurrence } from './recurrence/recurrence.js';
import { localTimeAt } from './recurrence/zone.js';
import type { Schedule } from './schedule.js';
import type { SiteProperties } from './site.js';

/** When a schedule of a site fires: what its recurrence says, where its site is, off the site's holidays. */
export interface ScheduleFires {
  /** The recurrence with its time zone: its own, or the site's. */
  recurrence: ResolvedRecurrence;
  /** Those with from <= fire < to, ascending, lazily: milliseconds since 1970. Also those that a holiday then skips. */
  fires: (from: number, to?: number) => Iterable<number>;
  /** Those from then on that are not skipped, lazily. */
  runs: (from: number) => Iterable<number>;
  /** Whether one that is due then is skipped for a holiday: it is Not Run. */
  isHoliday: (at: number) => boolean;
}

/** Resolves a schedule at its site. A calendar that the site has no more has no days. */
export function scheduleFires(
  { recurrence: given, holidays }: Pick<Schedule, 'recurrence' | 'holidays'>,
  site: Pick<SiteProperties, 'timeZone' | 'calendars'>,
): ScheduleFires {
  const timeZone = given.timeZone ?? site.timeZone;
  const recurrence = { ...given, timeZone };
  const dates = new Set(holidays && site.calendars[holidays.calendar]?.dates);
  const policy = holidays?.policy ?? 'skip';
  if (policy !== 'skip') {
    const fires: ScheduleFires['fires'] = (from, to) => firesOffHolidays(recurrence, { dates, policy }, from, to);
    return { recurrence, fires, runs: fires, isHoliday: () => false };
  }
  const fires: ScheduleFires['fires'] = (from, to) => firesOf(recurrence, from, to);
  const isHoliday = (at: number) => dates.size > 0 && dates.has(dateOf(localTimeAt(at, timeZone)));
  return { recurrence, fires, runs: (from) => without(fires(from), isHoliday), isHoliday };
}

function* without(fires: Iterable<number>, isSkipped: (at: number) => boolean): Generator<number> {
  for (const at of fires) if (!isSkipped(at)) yield at;
}
