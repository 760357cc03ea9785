import { z } from 'zod';

import type { ApiDependencies } from '../dependencies.js';
import { requireSite } from '../require.js';
import { route, type AnyRoute } from '../route.js';
import { siteParams } from './parameters.js';
import { EXPECTED_DUE_TIME, EXPECTED_TIME, readDueTime, readTime } from '../../model/due-time.js';
import { heldChoice, stopMode } from '../../model/site.js';

/** How long a caller may wait for a site to stop, in milliseconds; then it is told that the site is stopping. */
const STOP_WITHIN = 30_000;

const confirmation = z.object({ message: z.string() });
const plan = confirmation.extend({ startAt: z.iso.datetime() });

const startBody = z.strictObject({
  held: heldChoice
    .default('discard')
    .meta({ description: 'What becomes of the requests that are held: forgotten, or each run once, in order.' }),
  at: z
    .string()
    .refine(isAhead(readTime), `${EXPECTED_TIME}, which is still to come`)
    .optional()
    .meta({ description: 'When a stopped site is to start: an ISO 8601 time with offset; at once where absent.' }),
});

const stopBody = z
  .strictObject({
    reason: z.string().max(500).default('').meta({ description: "Required: a brief note such as 'stocktake'." }),
    mode: stopMode.default('halt').meta({ description: 'halt: running runs end now. drain: they finish first.' }),
    deadline: z
      .string()
      .refine(isAhead(readDueTime), `${EXPECTED_DUE_TIME}, which is still to come`)
      .optional()
      .meta({ description: 'When a drain turns into a halt: an ISO 8601 time with offset, or a duration from now.' }),
  })
  .refine(({ mode, deadline }) => mode === 'drain' || deadline === undefined, {
    path: ['deadline'],
    message: 'expected none with mode halt, which waits for nothing: use mode drain',
  });

/** The start and the stop of sites, now or later. */
export function siteStartStopRoutes({ database, gate }: ApiDependencies): AnyRoute[] {
  return [
    route({
      method: 'post',
      path: '/sites/{site}/start',
      summary: 'Start Site, or plan its start; a start or stop by hand takes a planned one back',
      needs: 'operator',
      params: siteParams,
      body: { schema: startBody, code: 'invalid-request', what: 'start', optional: true },
      answers: {
        200: { description: 'Started', schema: confirmation },
        202: { description: 'The start is planned', schema: plan },
      },
      errors: ['site-not-found', 'site-stopping', 'site-not-stopped', 'service-unavailable'],
      handle: async ({ params, body, caller }) => {
        await requireSite(database, params.site);
        const { held, at } = body;
        const confirmed = await gate.start(params.site, { by: caller.name, held, ...(at === undefined ? {} : { at }) });
        return { status: confirmed.startAt === undefined ? 200 : 202, body: confirmed };
      },
    }),
    route({
      method: 'delete',
      path: '/sites/{site}/start',
      summary: 'Take back a planned start',
      needs: 'operator',
      params: siteParams,
      answers: { 204: { description: 'No start is planned any more' } },
      errors: ['site-not-found', 'service-unavailable'],
      handle: async ({ params, caller }) => {
        await requireSite(database, params.site);
        await gate.cancelStart(params.site, caller.name);
        return { status: 204 };
      },
    }),
    route({
      method: 'post',
      path: '/sites/{site}/stop',
      summary: 'Stop Site, also in the middle of a run; stopped again, a drain may be halted or get another deadline',
      needs: 'operator',
      params: siteParams,
      body: { schema: stopBody, code: 'invalid-request', what: 'stop', optional: true },
      answers: {
        200: { description: 'Stopped', schema: confirmation },
        202: { description: 'Stopping: runs have not ended yet', schema: confirmation },
      },
      errors: ['site-not-found', 'reason-required', 'service-unavailable'],
      handle: async ({ params, body, caller }) => {
        await requireSite(database, params.site);
        const { reason, mode, deadline } = body;
        const request = { reason, mode, by: caller.name, ...(deadline === undefined ? {} : { deadline }) };
        const confirmed = await gate.stop(params.site, request, STOP_WITHIN);
        if (confirmed !== undefined) return { status: 200, body: confirmed };
        return { status: 202, body: { message: `Site ${params.site} is stopping; its runs have not ended yet` } };
      },
    }),
  ];
}

/** Whether a text is a time that is still to come. */
function isAhead(read: (text: string, now: number) => number | undefined): (text: string) => boolean {
  return (text) => {
    const now = Date.now();
    return (read(text, now) ?? now) > now;
  };
}
