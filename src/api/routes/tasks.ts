import { z } from 'zod';

import { answerRun, runCallAnswers, runCallHeaders, runCallRefusals } from '../answer-run.js';
import type { ApiDependencies } from '../dependencies.js';
import { requireConnection, requireIntegration } from '../require.js';
import { route, type AnyRoute } from '../route.js';
import { connectionParams, integrationParams } from './parameters.js';
import { guard } from '../../model/guard.js';
import { externalFilesOf } from '../../model/integration.js';
import { runName } from '../../model/names.js';
import { parameterValues, resolveParameters } from '../../model/parameters.js';
import type { SendKind } from '../../model/run.js';
import { completeExternalFiles } from '../../store/external-files.js';

const sendBody = z.strictObject({
  name: runName
    .optional()
    .meta({ description: 'A unique Run Name; by default the integration and a date-time stamp.' }),
  parameters: parameterValues.default({}),
  dryRun: z.boolean().default(false).meta({ description: 'Count what would be sent, and send nothing.' }),
  liftGuards: z.array(guard).default([]),
});

const count = z.number().int().nonnegative();
const pendingView = z.object({
  records: count.meta({ description: 'New or changed since they were acknowledged, or refused then.' }),
  deletes: count.meta({ description: 'Gone since then, where the target is told.' }),
  read: count.meta({ description: 'Records of the source.' }),
});

const checkView = z.object({
  connection: z.string(),
  established: z.boolean(),
  problem: z.string().optional(),
  line: z.string().meta({ description: "As the site's log has it when the site is started." }),
});

/** Tasks: integrations as their site's Integrator sees them (seed: Stop and Start), and the connections they use. */
export function taskRoutes(dependencies: ApiDependencies): AnyRoute[] {
  const { database, inspections } = dependencies;

  const send = (kind: SendKind) =>
    route({
      method: 'post',
      path: `/sites/{site}/integrations/{integration}/send-${kind}`,
      summary: kind === 'all' ? 'Send All: every record' : 'Send Changed: what differs from what was acknowledged',
      needs: 'operator',
      params: integrationParams,
      headers: runCallHeaders,
      body: { schema: sendBody, code: 'invalid-request', what: 'send', optional: true },
      answers: runCallAnswers,
      errors: [...runCallRefusals, 'run-in-progress'],
      handle: async ({ params: { site, integration }, body, caller, request }) =>
        answerRun(dependencies, request, {
          site,
          asked: { [`send-${kind}`]: `${site}/${integration}`, ...body },
          draft: async () => {
            const { definition } = await requireIntegration(database, site, integration);
            const { name, parameters, dryRun, liftGuards } = body;
            return {
              integration,
              ...(name === undefined ? {} : { name }),
              externalFiles: await completeExternalFiles(database, site, externalFilesOf(definition), {}),
              parameters: resolveParameters(definition.parameters, parameters),
              dryRun,
              liftGuards,
              send: kind,
              trigger: 'manual',
              requestedBy: caller.name,
            };
          },
        }),
    });

  return [
    send('all'),
    send('changed'),
    route({
      method: 'get',
      path: '/sites/{site}/integrations/{integration}/pending',
      summary: 'How many records Send Changed would send now',
      needs: 'operator',
      params: integrationParams,
      answers: { 200: { description: 'The numbers', schema: pendingView } },
      errors: [
        'site-not-found',
        'integration-not-found',
        'parameter-invalid',
        'source-invalid',
        'connection-invalid',
        'target-unavailable',
        'service-unavailable',
      ],
      handle: async ({ params: { site, integration } }) => {
        await requireIntegration(database, site, integration);
        return { status: 200, body: await inspections.ask('pendingCount', site, integration) };
      },
    }),
    route({
      method: 'get',
      path: '/sites/{site}/connections/{connection}/check',
      summary: 'Reach a connection once, from a worker',
      needs: 'operator',
      params: connectionParams,
      answers: { 200: { description: 'Whether it was established, and why not', schema: checkView } },
      errors: ['site-not-found', 'connection-not-found', 'service-unavailable'],
      handle: async ({ params: { site, connection } }) => {
        await requireConnection(database, site, connection);
        return { status: 200, body: await inspections.ask('connectionCheck', site, connection) };
      },
    }),
  ];
}
