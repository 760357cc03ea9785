import { z } from 'zod';

import { connection } from './connection.js';
import { exclusionGroup } from './exclusion-group.js';
import { definitionName } from './names.js';
import { notification } from './notification.js';
import { timeZone } from './recurrence/time-zone.js';
import { retention } from './retention.js';

const EXPECTED_DATE = 'expected a date that exists, such as 2026-12-25';

/** Days on which schedules may rest: local dates, each once. */
const calendar = z.strictObject({
  dates: z
    .array(z.iso.date(EXPECTED_DATE))
    .max(5000)
    .refine((dates) => new Set(dates).size === dates.length, 'expected each date once'),
});

/** What a site is, without its integrations. */
export const siteProperties = z.strictObject({
  kind: z.enum(['LIVE', 'STAGE', 'DEV']),
  timeZone: timeZone.default('UTC'),
  connections: z.record(definitionName, connection).default({}),
  exclusionGroups: z
    .record(definitionName, exclusionGroup)
    .default({})
    .meta({ description: 'Named filters on fields: a run may leave out the records of some.' }),
  calendars: z
    .record(definitionName, calendar)
    .default({})
    .meta({ description: 'Holidays, by name: schedules that name a calendar skip its dates, or run before or after.' }),
  notifications: z
    .record(definitionName, notification)
    .default({})
    .meta({ description: 'Who is told of what happens on the site, by name.' }),
  retention: retention.meta({ description: 'For how long the site keeps what its runs have left.' }),
});

export type SiteProperties = z.output<typeof siteProperties>;

/** The state of a site's Integrator (DESIGN §1). */
export const integratorState = z.enum(['Running', 'Stopped', 'Starting', 'Stopping']);
export type IntegratorState = z.output<typeof integratorState>;

/** An integration as its site's Integrator sees it: blank, In-Progress or Pending Changed (seed: Stop and Start). */
export const taskStatus = z.enum(['', 'In-Progress', 'Pending Changed']);
export type TaskStatus = z.output<typeof taskStatus>;

/** How a site is stopped: at once, or after its running runs have finished. */
export const stopMode = z.enum(['halt', 'drain']);
export type StopMode = z.output<typeof stopMode>;

/** What a start does with the requests that were held: forget them (seed: Stop and Start), or run each, in order. */
export const heldChoice = z.enum(['discard', 'run']);
export type HeldChoice = z.output<typeof heldChoice>;
