import { z } from 'zod';

import { grant } from '../model/caller.js';

/** A caller as he sees himself. */
export const callerView = z.object({
  name: z.string().meta({ description: 'As logs and audits name him.' }),
  authentication: z
    .enum(['none', 'required'])
    .meta({ description: 'none: whoever reaches the API is this caller, and may do everything.' }),
  grants: z.array(grant).meta({
    description:
      'Each role with the sites he has it on; a role may also do what those below it may: viewer, operator, admin.',
  }),
});
