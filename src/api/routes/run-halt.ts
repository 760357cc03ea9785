import { z } from 'zod';

import type { ApiDependencies } from '../dependencies.js';
import { requireRun } from '../require.js';
import { route, type AnyRoute } from '../route.js';
import { runView, viewRun } from '../run-view.js';
import { runParams } from './parameters.js';
import { IntegratorError } from '../../model/errors.js';
import { insertAudit } from '../../store/audits.js';
import { inTransaction } from '../../store/database.js';

const haltBody = z.strictObject({
  reason: z.string().trim().max(500).default('').meta({ description: 'Required: a brief note, such as wrong file.' }),
});

/** Ends one run, or the run of a set, while its site goes on. */
export function runHaltRoutes(dependencies: ApiDependencies): AnyRoute[] {
  const { database, gate } = dependencies;
  return [
    route({
      method: 'post',
      path: '/runs/{run}/halt',
      summary: 'Halt a run, or a set with the member that runs: nothing of it is half applied, it ends Failed',
      needs: 'operator',
      params: runParams,
      body: { schema: haltBody, code: 'invalid-request', what: 'halt', optional: true },
      answers: { 202: { description: 'It ends in a moment; Location says where to look', schema: runView } },
      errors: ['run-not-found', 'reason-required', 'run-ended', 'service-unavailable'],
      handle: async ({ params, body: { reason }, caller }) => {
        const run = await requireRun(database, params.run);
        if (reason === '') throw new IntegratorError('reason-required', 'Halting a run needs a reason: a brief note.');
        if (run.status !== 'In-Progress') {
          throw new IntegratorError('run-ended', `The run ${run.name} has ended already: ${run.status}.`);
        }
        const what = run.isSet ? { integrationSet: run.integration } : { integration: run.integration };
        await inTransaction(database, async (client) => {
          const details = { ...what, run: run.id };
          await insertAudit(client, run.site, { by: caller.name, action: 'halt', reason, details });
          // Told last: a run that cannot be told leaves no line.
          await gate.haltRun(run, `Halted: by ${caller.name}: ${reason}`);
        });
        return { status: 202, body: viewRun(run, dependencies), headers: { Location: `/api/v1/runs/${run.id}` } };
      },
    }),
  ];
}
