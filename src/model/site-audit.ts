import { z } from 'zod';

import { definitionName, siteId } from './names.js';
import { heldChoice, stopMode } from './site.js';

/** What is done to a site, by whomever. */
export const siteAction = z.enum([
  'start',
  'start-failed',
  'stop',
  'plan-start',
  'cancel-plan',
  'deadline',
  'clone',
  'arm',
  'disarm',
]);
export type SiteAction = z.output<typeof siteAction>;

/** What was asked for with it. Times are ISO 8601. */
export const siteActionDetails = z.object({
  mode: stopMode.optional(),
  deadline: z.string().optional().meta({ description: 'When the drain turns into a halt.' }),
  startAt: z.string().optional().meta({ description: 'When the site is to start.' }),
  held: heldChoice.optional(),
  from: siteId.optional().meta({ description: 'The site it became a copy of.' }),
  connection: definitionName.optional().meta({ description: 'The connection that was armed or disarmed.' }),
});
export type SiteActionDetails = z.output<typeof siteActionDetails>;

/** One thing that was done to a site: when, by whom, why. */
export interface SiteAudit {
  /** A UUID: written twice, it is one. */
  id: string;
  /** In milliseconds since 1970. */
  at: number;
  action: SiteAction;
  by: string;
  reason?: string;
  details: SiteActionDetails;
}
