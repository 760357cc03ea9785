import { z } from 'zod';

import { present } from './present.js';
import { describeRecurrence } from '../model/recurrence/describe.js';
import { isDayBased } from '../model/recurrence/recurrence.js';
import { ruleText } from '../model/recurrence/rule-text.js';
import { surprises } from '../model/recurrence/surprises.js';
import { take } from '../model/recurrence/take.js';
import { scheduleFires, type ScheduleFires } from '../model/schedule-fires.js';
import { holidaySurprises } from '../model/schedule-holidays.js';
import { SURPRISE_KINDS, type ScheduleSurprise } from '../model/schedule-surprise.js';
import { timeWithOffset } from '../model/schedule-time.js';
import { schedule } from '../model/schedule.js';
import type { SiteProperties } from '../model/site.js';
import type { ListedSchedule } from '../store/schedule-list.js';

/** How many fires a schedule shows. */
const FIRES = 10;

const time = z.iso.datetime({ offset: true });

export const scheduleStatus = z.enum(['Scheduled', 'Scheduled but Deleted']);

export function statusOfSchedule({ isDeleted }: Pick<ListedSchedule, 'isDeleted'>): z.output<typeof scheduleStatus> {
  return isDeleted ? 'Scheduled but Deleted' : 'Scheduled';
}

/** What it may surprise with. */
export const surpriseView = z.object({
  kind: z.enum(SURPRISE_KINDS),
  at: time.optional().meta({ description: 'The fire it is about, or the first of them.' }),
  message: z.string(),
});

/** When a schedule fires, for people and for programs. */
export const recurrenceView = z.object({
  timeZone: z.string().meta({ description: "Its own, or the site's." }),
  words: z
    .string()
    .meta({ description: 'Every 2 weeks on Monday at 06:00 Australia/Sydney, from 5 Oct 2026, forever' }),
  rule: z.string().optional().meta({ description: 'The same in RFC 5545, where it goes by days.' }),
});

const storedView = z.object({
  name: z.string(),
  ...schedule.shape,
  status: scheduleStatus.meta({
    description: 'Scheduled but Deleted: what it runs was deleted, its fires end Failed.',
  }),
  enabled: z.boolean(),
  note: z.string().meta({ description: 'Who changed it last, and what.' }),
  changedAt: time,
  ...recurrenceView.shape,
});

/** A schedule, as a list shows it. */
export const scheduleInList = storedView.extend({ nextFire: time.optional() });

/** A schedule with its next fires. */
export const scheduleView = storedView.extend({ nextFires: z.array(time), surprises: z.array(surpriseView) });

type Clock = Pick<SiteProperties, 'timeZone' | 'calendars'>;

export function viewScheduleInList(stored: ListedSchedule, site: Clock, now: number): z.output<typeof scheduleInList> {
  const resolved = scheduleFires(stored.definition, site);
  const [nextFire] = timesOf(take(1, resolved.runs(now)), resolved);
  return { ...viewStored(stored, resolved), ...present('nextFire', nextFire) };
}

export function viewSchedule(stored: ListedSchedule, site: Clock, now: number): z.output<typeof scheduleView> {
  const { definition } = stored;
  const resolved = scheduleFires(definition, site);
  const next = [...take(FIRES, resolved.fires(now))];
  const all = [...surprises(resolved.recurrence, now, next), ...holidaySurprises(definition, site, resolved, next)];
  return {
    ...viewStored(stored, resolved),
    nextFires: timesOf(next, resolved),
    surprises: all.map((one) => viewSurprise(one, resolved)),
  };
}

export function viewRecurrence({ recurrence }: ScheduleFires): z.output<typeof recurrenceView> {
  return {
    timeZone: recurrence.timeZone,
    words: describeRecurrence(recurrence),
    ...(isDayBased(recurrence) ? { rule: ruleText(recurrence) } : {}),
  };
}

export function viewSurprise(
  { kind, at, message }: ScheduleSurprise,
  { recurrence }: ScheduleFires,
): z.output<typeof surpriseView> {
  return { kind, ...present('at', at === undefined ? null : timeWithOffset(at, recurrence.timeZone)), message };
}

function viewStored(stored: ListedSchedule, resolved: ScheduleFires): z.output<typeof storedView> {
  const { name, definition, enabled, note, changedAt } = stored;
  return {
    name,
    ...definition,
    status: statusOfSchedule(stored),
    enabled,
    note,
    changedAt: changedAt.toISOString(),
    ...viewRecurrence(resolved),
  };
}

function timesOf(fires: Iterable<number>, { recurrence }: ScheduleFires): string[] {
  return [...fires].map((at) => timeWithOffset(at, recurrence.timeZone));
}
