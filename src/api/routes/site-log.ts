import type { ApiDependencies } from '../dependencies.js';
import { followLog } from '../follow-log.js';
import { requireSite } from '../require.js';
import { route, type AnyRoute } from '../route.js';
import { siteParams } from './parameters.js';

/** A site's log, in the seed's format. */
export function siteLogRoutes({ database, gate, siteEvents }: ApiDependencies): AnyRoute[] {
  return [
    route({
      method: 'get',
      path: '/sites/{site}/log',
      summary: "The newest lines of a site's log; as text/event-stream, to follow",
      needs: 'viewer',
      params: siteParams,
      answers: { 200: { description: 'Lines, oldest first', mediaType: 'text/plain' } },
      errors: ['site-not-found', 'service-unavailable'],
      handle: async ({ params, request, response }) => {
        const { site, timeZone } = await requireSite(database, params.site);
        const lines = await gate.log(site, timeZone);
        const follows = request.accepts(['text/plain', 'text/event-stream']) === 'text/event-stream';
        if (follows && request.method === 'HEAD') response.type('text/event-stream').end();
        else if (follows) {
          const look = (): Promise<string[]> => gate.log(site, timeZone);
          await followLog(response, { lines, look, watch: (watcher) => siteEvents.watch(site, watcher) });
        } else {
          response.type('text/plain').send(lines.map((line) => `${line}\n`).join(''));
        }
        return undefined;
      },
    }),
  ];
}
