import { mergeAscending } from './calendar-merge.js';
import type { ErrorCode } from './errors.js';
import { scheduleFires, type ScheduleFires } from './schedule-fires.js';
import { templateOf } from './schedule-template.js';
import type { Schedule } from './schedule.js';
import type { IntegratorState, SiteProperties } from './site.js';

/** A schedule as a calendar goes by it. */
export interface CalendarSchedule {
  name: string;
  definition: Schedule;
  enabled: boolean;
  /** Its integration or set was deleted, or a member of the set. */
  isDeleted: boolean;
}

/** A site as a calendar goes by it. */
export interface CalendarSite extends Pick<SiteProperties, 'timeZone' | 'calendars'> {
  site: string;
  integrator: IntegratorState;
  /** When it will start, in milliseconds since 1970, where that is planned. */
  startsAt?: number | undefined;
}

/** A time at which a schedule is due. */
export interface ComingFire<Of extends CalendarSchedule> {
  at: number;
  schedule: Of;
  timeZone: string;
  /** Why it will not run, as things are now. */
  refusal?: Refusal;
}

interface Refusal {
  code: ErrorCode;
  reason: string;
}

/**
 * The fires of schedules with from <= fire < to, ascending; those of one instant by the schedules' names. Lazily: a
 * timeframe of any length costs what is taken of it.
 */
export function comingFires<Of extends CalendarSchedule>(
  schedules: readonly Of[],
  site: CalendarSite,
  from: number,
  to: number,
): Generator<ComingFire<Of>> {
  const all = schedules.map((schedule) => firesOf(schedule, site, from, to));
  return mergeAscending(all, (one, other) => one.at - other.at || compareNames(one.schedule, other.schedule));
}

function* firesOf<Of extends CalendarSchedule>(
  schedule: Of,
  site: CalendarSite,
  from: number,
  to: number,
): Generator<ComingFire<Of>> {
  const resolved = scheduleFires(schedule.definition, site);
  const { timeZone } = resolved.recurrence;
  for (const at of resolved.fires(from, to)) {
    const refusal = refusalOf(schedule, resolved, site, at);
    yield { at, schedule, timeZone, ...(refusal === undefined ? {} : { refusal }) };
  }
}

function refusalOf(
  { definition, enabled, isDeleted }: CalendarSchedule,
  { isHoliday }: ScheduleFires,
  { site, integrator, startsAt = Infinity }: CalendarSite,
  at: number,
): Refusal | undefined {
  if (!enabled) return { code: 'schedule-disabled', reason: 'The schedule is disabled.' };
  if (isHoliday(at)) {
    const reason = `It is a holiday of the calendar ${definition.holidays?.calendar ?? ''}.`;
    return { code: 'holiday', reason };
  }
  if (integrator !== 'Running' && at < startsAt)
    return { code: 'site-stopped', reason: `Site ${site} is ${integrator}.` };
  if (!isDeleted) return undefined;
  const { name, isSet } = templateOf(definition);
  const code = isSet ? 'integration-set-not-found' : 'integration-not-found';
  return { code, reason: `${name}${isSet ? ', or a member of it,' : ''} was deleted.` };
}

/** By code units, so that it is one order everywhere. */
export function compareNames({ name: one }: CalendarSchedule, { name: other }: CalendarSchedule): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
