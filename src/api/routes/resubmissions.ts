import { z } from 'zod';

import { answerRun, runCallAnswers, runCallHeaders, runCallRefusals } from '../answer-run.js';
import type { ApiDependencies } from '../dependencies.js';
import { draftResubmission, requireRejects } from '../resubmission/draft-resubmission.js';
import { readResubmission, resubmitBody, resubmitQuery, type Resubmission } from '../resubmission/read-resubmission.js';
import { requireEnded, requireIntegration, requireRun } from '../require.js';
import { route, type AnyRoute } from '../route.js';
import { SiteLimit } from '../site-limit.js';
import { runParams } from './parameters.js';

/** Corrected records on their way back. */
export function resubmissionRoutes(dependencies: ApiDependencies): AnyRoute[] {
  const { database } = dependencies;
  // One after the other: two that came at once would both find the same default Run Name free.
  const turns = new SiteLimit(1);
  return [
    route({
      method: 'post',
      path: '/runs/{run}/rejects/resubmit',
      summary: 'Send refused records again, corrected or as they are: a run of its own, linked to this one',
      needs: 'operator',
      params: runParams,
      query: resubmitQuery,
      headers: runCallHeaders,
      rawBody: {
        what: 'The corrections; as text/csv, the CSV of rejects with corrected rows, those not to be sent left out',
        content: { 'application/json': resubmitBody, 'text/csv': z.string() },
      },
      answers: runCallAnswers,
      errors: [
        'run-not-found',
        'run-in-progress',
        'correction-invalid',
        'reject-not-found',
        'reject-resolved',
        'key-loaded-later',
        'body-too-large',
        'file-empty',
        'file-without-records',
        'file-encoding',
        'file-nul-byte',
        'header-invalid',
        ...runCallRefusals,
      ],
      handle: async ({ params, query, caller, request }) => {
        const run = await requireRun(database, params.run);
        requireEnded(run);
        const parent = requireRejects(run);
        const resubmission = await readResubmission(request, query, parent.header);
        const { site } = parent;
        return answerRun(dependencies, request, {
          site,
          turns,
          asked: asAsked(parent.id, resubmission),
          draft: async (identity) => {
            await requireIntegration(database, site, parent.integration);
            const draft = await draftResubmission(dependencies, parent, resubmission, identity);
            return { ...draft, requestedBy: caller.name };
          },
        });
      },
    }),
  ];
}

/** The same resubmission reads the same, whether it is sent once or twice. */
function asAsked(run: string, { corrections, ...rest }: Resubmission): object {
  const records =
    corrections === 'all' ? corrections : corrections.map(({ record, values }) => [record, ...values.entries()]);
  return { resubmit: run, records, ...rest };
}
