import { createHash } from 'node:crypto';

import { ScheduleOverlapPolicy, type ScheduleOptions, type ScheduleSpec } from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';

import { mayBeLate } from '../model/lateness.js';
import { scheduleTimes } from '../model/recurrence/schedule-times.js';
import { scheduleFires } from '../model/schedule-fires.js';
import { templateOf } from '../model/schedule-template.js';
import type { SiteProperties } from '../model/site.js';
import { fireWorkflowId, temporalScheduleId } from '../model/workflow-ids.js';
import type { StoredSchedule } from '../store/schedules.js';

const SITE = defineSearchAttributeKey('IntegratorSite', SearchAttributeType.KEYWORD);
const INTEGRATION = defineSearchAttributeKey('IntegratorIntegration', SearchAttributeType.KEYWORD);
const TRIGGER = defineSearchAttributeKey('IntegratorTrigger', SearchAttributeType.KEYWORD);

/** Raised when other Schedules are made of the same rows. */
const MAKING = 1;
/** How many characters of a fingerprint tell two Schedules apart. */
const DIGITS = 12;

/** Temporal's Schedule as the store's row has it. */
export interface WantedSchedule {
  /** Who changed it last, and a fingerprint of what it is made of: where Temporal's differs, it is to be made again. */
  note: string;
  paused: boolean;
  /** The whole of it, which takes a while to work out. */
  options(): ScheduleOptions;
}

/**
 * What Temporal is to have of a schedule: undefined where nothing is due any more.
 *
 * What becomes of a fire while an earlier one is open is decided by the fire itself, which leaves a row; Temporal would
 * drop it silently.
 *
 * @param now in milliseconds since 1970.
 */
export function temporalSchedule(
  stored: StoredSchedule,
  site: SiteProperties,
  taskQueue: string,
  now: number,
): WantedSchedule | undefined {
  const { fires, recurrence } = scheduleFires(stored.definition, site);
  const [next] = fires(now - mayBeLate(stored.definition));
  if (next === undefined) return undefined;
  const { calendars, timeZone } = site;
  // Calendars reach ahead by whole months, those of a dense rule by whole days.
  const period = new Date(now).toISOString().slice(0, recurrence.repeats === 'By Rule' ? 10 : 7);
  const facts = { MAKING, stored, calendars, timeZone, taskQueue, period };
  const note = `${stored.note} [${fingerprintOf(facts)}]`;
  const paused = !stored.enabled;
  const options = () => ({ ...optionsOf(stored, specOf(stored, site, now), taskQueue), state: { paused, note } });
  return { note, paused, options };
}

function specOf(stored: StoredSchedule, site: SiteProperties, now: number): ScheduleSpec {
  const { jitterSeconds } = stored.definition;
  const { fires, recurrence } = scheduleFires(stored.definition, site);
  const { calendars, intervals, startAt, endAt } = scheduleTimes(fires, recurrence, now, mayBeLate(stored.definition));
  return {
    calendars: calendars.map((entry) => ({ ...entry, second: 0 })),
    intervals,
    ...(startAt === undefined ? {} : { startAt: new Date(startAt) }),
    ...(endAt === undefined ? {} : { endAt: new Date(endAt) }),
    ...(jitterSeconds === 0 ? {} : { jitter: jitterSeconds * 1000 }),
    timezone: 'UTC',
  };
}

function optionsOf(stored: StoredSchedule, spec: ScheduleSpec, taskQueue: string): ScheduleOptions {
  const { id, site, name, definition } = stored;
  const template = templateOf(definition);
  const attributes = [
    { key: SITE, value: site },
    { key: INTEGRATION, value: template.name },
  ];
  return {
    scheduleId: temporalScheduleId(site, name),
    spec,
    action: {
      type: 'startWorkflow',
      workflowType: 'scheduledRequest',
      workflowId: fireWorkflowId(site, name),
      args: [{ site, schedule: name, id, template }],
      taskQueue,
      staticSummary: `Schedule ${name} of site ${site}: ${template.name}`,
      typedSearchAttributes: [...attributes, { key: TRIGGER, value: 'schedule' }],
    },
    policies: { overlap: ScheduleOverlapPolicy.ALLOW_ALL, catchupWindow: stored.definition.catchUpMinutes * 60_000 },
    memo: { integratorTaskQueue: taskQueue },
    typedSearchAttributes: attributes,
  };
}

function fingerprintOf({ stored, ...facts }: { stored: StoredSchedule }): string {
  // How far its fires are accounted for is nothing that Temporal is told.
  const { accountedUntil, ...row } = stored;
  return createHash('sha256')
    .update(JSON.stringify({ ...facts, row }))
    .digest('hex')
    .slice(0, DIGITS);
}
