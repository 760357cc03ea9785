import { z } from 'zod';

import { heldChoice, stopMode } from './site.js';

/** What is done to a site's Integrator, by whomever. */
export const siteAction = z.enum(['start', 'start-failed', 'stop', 'plan-start', 'cancel-plan', 'deadline']);
export type SiteAction = z.output<typeof siteAction>;

/** What was asked for with it. Times are ISO 8601. */
export const siteActionDetails = z.object({
  mode: stopMode.optional(),
  deadline: z.string().optional().meta({ description: 'When the drain turns into a halt.' }),
  startAt: z.string().optional().meta({ description: 'When the site is to start.' }),
  held: heldChoice.optional(),
});
export type SiteActionDetails = z.output<typeof siteActionDetails>;

/** One thing that was done to a site's Integrator: when, by whom, why. */
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
