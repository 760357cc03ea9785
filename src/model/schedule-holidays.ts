import { fires } from './recurrence/fires.js';
import { timeInWords } from './recurrence/in-words.js';
import type { ScheduleFires } from './schedule-fires.js';
import type { ScheduleSurprise } from './schedule-surprise.js';
import type { Schedule } from './schedule.js';
import type { SiteProperties } from './site.js';

/** Which of the next fires of a schedule are skipped for a holiday, and which have moved off one. */
export function holidaySurprises(
  { holidays }: Pick<Schedule, 'holidays'>,
  { calendars }: Pick<SiteProperties, 'calendars'>,
  { recurrence, isHoliday }: ScheduleFires,
  next: readonly number[],
): ScheduleSurprise[] {
  const [first, last = first] = [next[0], next.at(-1)];
  if (holidays === undefined || first === undefined || last === undefined) return [];
  const { calendar, policy } = holidays;
  if (!Object.hasOwn(calendars, calendar)) {
    return [{ kind: 'calendar-missing', message: `The site has no calendar ${calendar}: no holiday is kept.` }];
  }
  const unmoved = policy === 'skip' ? undefined : new Set(fires(recurrence, first, last + 1));
  return next.flatMap((at): ScheduleSurprise[] => {
    const when = timeInWords(at, recurrence.timeZone);
    if (isHoliday(at)) return [{ kind: 'holiday', at, message: `${when} is on a holiday of ${calendar}: Not Run.` }];
    if (unmoved === undefined || unmoved.has(at)) return [];
    return [{ kind: 'holiday', at, message: `${when} stands for a time on a holiday of ${calendar}.` }];
  });
}
