import { z } from 'zod';

import { connectionUses } from './connection-uses.js';
import { connection } from './connection.js';
import { exclusionGroup } from './exclusion-group.js';
import { integration } from './integration.js';
import { definitionName, siteId } from './names.js';

/** An IANA time zone: `Australia/Sydney`. */
const timeZone = z.string().refine(isTimeZone, 'expected an IANA time zone such as Australia/Sydney');

/** What a site is, without its integrations. */
export const siteProperties = z.strictObject({
  kind: z.enum(['LIVE', 'STAGE', 'DEV']),
  timeZone: timeZone.default('UTC'),
  connections: z.record(definitionName, connection).default({}),
  exclusionGroups: z
    .record(definitionName, exclusionGroup)
    .default({})
    .meta({ description: 'Named filters on fields: a run may leave out the records of some.' }),
});

/** A site as a file: its properties and its integrations. */
export const siteFile = siteProperties
  .extend({ site: siteId, integrations: z.record(definitionName, integration).default({}) })
  .superRefine(({ connections, integrations }, context) => {
    for (const [name, definition] of Object.entries(integrations)) {
      for (const { path, connection: used } of connectionUses(definition)) {
        if (Object.hasOwn(connections, used)) continue;
        const message = `expected one of the site's connections (${Object.keys(connections).join(', ')}), got ${used}`;
        context.addIssue({ code: 'custom', path: ['integrations', name, ...path.split('.')], message });
      }
    }
  });

export type SiteProperties = z.output<typeof siteProperties>;
export type SiteFile = z.output<typeof siteFile>;

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

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
