import { finished } from 'node:stream';

import type { ApiDependencies } from '../dependencies.js';
import { EventStream } from '../event-stream.js';
import { requireSite } from '../require.js';
import { route, type AnyRoute } from '../route.js';
import { siteParams } from './parameters.js';

/** What changes on a site, for those who show it. */
export function siteEventRoutes({ database, siteEvents }: ApiDependencies): AnyRoute[] {
  return [
    route({
      method: 'get',
      path: '/sites/{site}/events',
      summary: 'What changes on a site, as it changes: site, run, progress, schedule, definition, missed',
      needs: 'viewer',
      params: siteParams,
      answers: {
        200: {
          description:
            'Server-sent events; `data` is JSON and names what to look up again. After `missed`, look up everything.',
          mediaType: 'text/event-stream',
        },
      },
      errors: ['site-not-found'],
      handle: async ({ params, request, response }) => {
        await requireSite(database, params.site);
        if (request.method === 'HEAD') {
          response.type('text/event-stream').end();
          return undefined;
        }
        const stream = new EventStream(response);
        const leave = siteEvents.watch(params.site, stream);
        finished(response, leave);
        return undefined;
      },
    }),
  ];
}
