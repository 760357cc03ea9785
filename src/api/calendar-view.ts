import { z } from 'zod';

import { present } from './present.js';
import { scheduleStatus, statusOfSchedule } from './schedule-view.js';
import type { ComingFire } from '../model/calendar-fires.js';
import { ERRORS, type ErrorCode } from '../model/errors.js';
import { runStatus, runTrigger } from '../model/run.js';
import { timeWithOffset } from '../model/schedule-time.js';
import type { CalendarRun } from '../store/schedule-calendar.js';
import type { ListedSchedule } from '../store/schedule-list.js';

const time = z.iso.datetime({ offset: true });
const errorCodes = Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]];

const template = z.object({ integration: z.string().optional(), integrationSet: z.string().optional() });

const calendarRunView = z.object({
  kind: z.literal('run'),
  at: time.meta({ description: 'When it was due; of a run that no schedule asked for, when it has started.' }),
  run: z.uuid(),
  name: z.string(),
  ...template.shape,
  schedule: z.string().optional().meta({ description: 'The schedule it was a fire of, while there is one.' }),
  trigger: runTrigger,
  status: runStatus,
  code: z.enum(errorCodes).optional(),
  reason: z.string().optional(),
  intendedAt: time.optional(),
  startedAt: time,
  endedAt: time.optional(),
});

const comingFireView = z.object({
  kind: z.literal('fire'),
  at: time.meta({ description: "By the clocks of the schedule's time zone." }),
  schedule: z.string(),
  ...template.shape,
  runName: z.string().optional(),
  status: scheduleStatus.meta({ description: 'Whether what it runs is there, whatever else keeps it from running.' }),
  willRun: z.boolean().meta({ description: 'As things are now.' }),
  code: z.enum(errorCodes).optional(),
  reason: z.string().optional().meta({ description: 'Why it will not run.' }),
});

/** A run there was, or a fire that comes. */
export const calendarItem = z.discriminatedUnion('kind', [calendarRunView, comingFireView]);
export type CalendarItem = z.output<typeof calendarItem>;

export function viewCalendarRun(run: CalendarRun): z.output<typeof calendarRunView> {
  return {
    kind: 'run',
    at: run.at.toISOString(),
    run: run.id,
    name: run.name,
    ...(run.isSet ? { integrationSet: run.integration } : { integration: run.integration }),
    ...present('schedule', run.scheduleName),
    trigger: run.trigger,
    status: run.status,
    ...present('code', run.code),
    ...present('reason', run.reason),
    ...present('intendedAt', run.intendedAt?.toISOString()),
    startedAt: run.startedAt.toISOString(),
    ...present('endedAt', run.endedAt?.toISOString()),
  };
}

export function viewComingFire({
  at,
  schedule,
  timeZone,
  refusal,
}: ComingFire<ListedSchedule>): z.output<typeof comingFireView> {
  const { name, definition } = schedule;
  return {
    kind: 'fire',
    at: timeWithOffset(at, timeZone),
    schedule: name,
    ...present('integration', definition.integration),
    ...present('integrationSet', definition.integrationSet),
    ...present('runName', definition.runName),
    status: statusOfSchedule(schedule),
    willRun: refusal === undefined,
    ...refusal,
  };
}
