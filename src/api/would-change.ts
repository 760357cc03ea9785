import { z } from 'zod';

import { flag } from './routes/parameters.js';
import { definitionChanges } from '../model/definition-changes.js';

/** Asked of a PUT: to check all that saving would check, and to save nothing. */
export const dryRun = flag.optional().meta({ description: 'true: tell what would change, and change nothing.' });

/** What a PUT would change. */
export const wouldChange = z.object({
  created: z.boolean().meta({ description: 'Whether there is none of that name yet.' }),
  changed: z.boolean(),
  changes: z.array(
    z.object({
      path: z.string().meta({ description: 'Where they differ, such as schema.fields[2].type; empty: all of it.' }),
      from: z.unknown().optional().meta({ description: 'What stands there now; absent where there is nothing.' }),
      to: z.unknown().optional().meta({ description: 'What would stand there; absent where there would be nothing.' }),
    }),
  ),
});

/** @param current the definition that is saved; undefined where there is none. */
export function viewWouldChange(current: unknown, given: unknown): z.output<typeof wouldChange> {
  const changes = definitionChanges(current, given);
  return { created: current === undefined, changed: changes.length > 0, changes };
}
