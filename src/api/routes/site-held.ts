import { z } from 'zod';

import { readCursor, writeCursor } from '../cursor.js';
import type { ApiDependencies } from '../dependencies.js';
import { present } from '../present.js';
import { requireSite } from '../require.js';
import { route, type AnyRoute } from '../route.js';
import { siteParams } from './parameters.js';
import { heldStatus } from '../../model/held-request.js';
import { parameterValues } from '../../model/parameters.js';
import { isSetRun, type AnyRunRequest } from '../../model/run-request.js';
import { runTrigger, sendKind } from '../../model/run.js';
import { listHeld, type StoredHeldRequest } from '../../store/held-requests.js';

const time = z.iso.datetime();
const position = z.number().int();

const heldView = z.object({
  run: z.uuid().meta({ description: 'The id its run has, where it is run after all.' }),
  integration: z.string().optional(),
  integrationSet: z.string().optional(),
  name: z.string().optional().meta({ description: 'The Run Name that was asked for.' }),
  send: sendKind.optional(),
  file: z.string().optional(),
  parameters: parameterValues.optional(),
  trigger: runTrigger,
  requestedBy: z.string(),
  askedAt: time,
  status: heldStatus,
  settledAt: time.optional().meta({ description: 'When a start discarded or ran it.' }),
  settledBy: z.string().optional().meta({ description: 'Who started the site then.' }),
});

/** What was asked of a site while it was not Running. */
export function siteHeldRoutes({ database }: ApiDependencies): AnyRoute[] {
  return [
    route({
      method: 'get',
      path: '/sites/{site}/held',
      summary: 'Runs that were asked for while the site was not Running, in the order they were asked for',
      needs: 'viewer',
      params: siteParams,
      query: z.strictObject({
        status: heldStatus.default('held').meta({ description: 'held: a start has them still to discard or run.' }),
        limit: z.coerce.number().int().min(1).max(500).default(50),
        cursor: z.string().optional().meta({ description: '`next` of the page before.' }),
      }),
      answers: {
        200: {
          description: 'A page of requests',
          schema: z.object({ items: z.array(heldView), next: z.string().optional() }),
        },
      },
      errors: ['site-not-found'],
      handle: async ({ params: { site }, query: { status, limit, cursor } }) => {
        await requireSite(database, site);
        const after = cursor === undefined ? undefined : readCursor(cursor, position);
        const held = await listHeld(database, site, { status, after, limit });
        const next = held.length === limit ? held.at(-1)?.position : undefined;
        const page = next === undefined ? {} : { next: writeCursor(next) };
        return { status: 200, body: { items: held.map(viewHeld), ...page } };
      },
    }),
  ];
}

function viewHeld({ request, askedAt, status, settledAt, settledBy }: StoredHeldRequest): z.output<typeof heldView> {
  const { run, name, trigger, requestedBy } = request;
  return {
    run,
    ...viewRequested(request),
    ...present('name', name),
    trigger,
    requestedBy,
    askedAt: askedAt.toISOString(),
    status,
    ...present('settledAt', settledAt?.toISOString()),
    ...present('settledBy', settledBy),
  };
}

function viewRequested(request: AnyRunRequest): Partial<z.output<typeof heldView>> {
  if (isSetRun(request)) return { integrationSet: request.integrationSet };
  const { integration, send, file, parameters } = request;
  return { integration, ...present('send', send), ...present('file', file?.name), parameters };
}
