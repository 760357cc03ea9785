import { z } from 'zod';

import { integrationSet } from './integration-set.js';
import { integration } from './integration.js';
import { definitionName, siteId } from './names.js';
import { schedule } from './schedule.js';
import { siteProperties } from './site.js';

/** A whole site as a file (DESIGN §8): what it is, and what it has by name. How it is stands in no file. */
export const siteFile = z.strictObject({
  site: siteId,
  ...siteProperties.shape,
  integrations: z.record(definitionName, integration).default({}),
  integrationSets: z.record(definitionName, integrationSet).default({}),
  schedules: z.record(definitionName, schedule).default({}),
});

export type SiteFile = z.output<typeof siteFile>;
