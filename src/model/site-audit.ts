import { z } from 'zod';

import { definitionName, fileName, siteId } from './names.js';
import { heldChoice, stopMode } from './site.js';

/** What is done, by whomever: to a site's Integrator, to a site and what it has, and to API keys. */
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
  'make',
  'change',
  'delete',
  'enable',
  'disable',
  'copy',
  'upload',
  'run',
  'rerun',
  'resubmit',
  'halt',
  'revoke',
]);
export type SiteAction = z.output<typeof siteAction>;

/** What it was done to, where that is not the site itself, and what was asked for with it. Times are ISO 8601. */
export const siteActionDetails = z.object({
  mode: stopMode.optional(),
  deadline: z.string().optional().meta({ description: 'When the drain turns into a halt.' }),
  startAt: z.string().optional().meta({ description: 'When the site is to start.' }),
  held: heldChoice.optional(),
  from: siteId.optional().meta({ description: 'The site it became a copy of.' }),
  connection: definitionName.optional().meta({ description: 'The connection that was armed or disarmed.' }),
  integration: definitionName.optional(),
  integrationSet: definitionName.optional(),
  schedule: definitionName.optional(),
  copyOf: definitionName.optional().meta({ description: 'The schedule it was copied from.' }),
  file: fileName.optional().meta({ description: 'The file that was uploaded.' }),
  run: z.uuid().optional().meta({ description: 'The run that was asked for or halted.' }),
  apiKey: z.string().optional().meta({ description: 'The id of the API key.' }),
});
export type SiteActionDetails = z.output<typeof siteActionDetails>;

/** What there was and what there is: definitions, which hold references to secrets only. Null: there is none. */
export const siteChange = z.object({ from: z.unknown(), to: z.unknown() });
export type SiteChange = z.output<typeof siteChange>;

/** One thing that was done: when, by whom, why. */
export interface SiteAudit {
  /** A UUID: written twice, it is one. */
  id: string;
  /** In milliseconds since 1970. */
  at: number;
  action: SiteAction;
  by: string;
  reason?: string;
  details: SiteActionDetails;
  /** Where it changed a definition. */
  change?: SiteChange;
}
