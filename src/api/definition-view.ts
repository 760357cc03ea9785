import { z } from 'zod';

import { integrationSet } from '../model/integration-set.js';
import { integration } from '../model/integration.js';

const version = z.number().int().positive();

/** An integration, as one of its versions. */
export const integrationView = z.object({ integration: z.string(), version, definition: integration });

/** An integration set, as one of its versions. */
export const integrationSetView = z.object({ integrationSet: z.string(), version, definition: integrationSet });

/** A version: when it was saved, and by whom. */
export const savedVersionView = z.object({
  version,
  savedAt: z.iso.datetime(),
  savedBy: z.string().optional().meta({ description: 'Absent of versions from before this was written down.' }),
});
