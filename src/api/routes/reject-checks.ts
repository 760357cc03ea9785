import { z } from 'zod';

import type { ApiDependencies } from '../dependencies.js';
import { checkCorrections } from '../resubmission/check-corrections.js';
import { requireRejects } from '../resubmission/draft-resubmission.js';
import { checkBody, readCheck } from '../resubmission/read-resubmission.js';
import { requireEnded, requireIntegration, requireRun } from '../require.js';
import { route, type AnyRoute } from '../route.js';
import { runParams } from './parameters.js';
import { rejectReason } from '../../model/reject.js';

const checked = z.object({
  items: z.array(
    z.object({
      record: z.number().int().positive().meta({ description: 'Of the run whose rejects are corrected.' }),
      reasons: z.array(rejectReason).meta({ description: 'Why it would be refused again; none: it is good.' }),
    }),
  ),
  notChecked: z.array(z.string()).meta({
    description: 'Fields whose values were not looked up: their external file is large, compressed or encrypted.',
  }),
});

/** What the seed's Transaction Assistant says of a correction while it is typed. */
export function rejectCheckRoutes(dependencies: ApiDependencies): AnyRoute[] {
  const { database } = dependencies;
  return [
    route({
      method: 'post',
      path: '/runs/{run}/rejects/check',
      summary: 'What would still be wrong with corrected records, if they were sent now; nothing is sent or saved',
      needs: 'operator',
      params: runParams,
      rawBody: { what: 'The corrections, as they would be sent', content: { 'application/json': checkBody } },
      answers: {
        200: {
          description:
            'Each of the records, in file order, with what the checks of the import say of it: fields, types, formats, ' +
            'constraints, and what is looked up in external files. Not checked, as it takes the target: keys that are ' +
            'there already or stand twice, unique values, foreign keys, and what the target refuses. What could not be ' +
            'sent at all is refused as a resubmission is.',
          schema: checked,
        },
      },
      errors: [
        'run-not-found',
        'integration-not-found',
        'run-in-progress',
        'correction-invalid',
        'reject-not-found',
        'reject-resolved',
        'key-loaded-later',
        'body-too-large',
      ],
      handle: async ({ params, request }) => {
        const run = await requireRun(database, params.run);
        requireEnded(run);
        const parent = requireRejects(run);
        const corrections = await readCheck(request, parent.header);
        await requireIntegration(database, parent.site, parent.integration);
        return { status: 200, body: await checkCorrections(dependencies, parent, corrections) };
      },
    }),
  ];
}
