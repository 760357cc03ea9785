import { z } from 'zod';

import { askReadiness, readiness } from '../../observability/readiness/readiness.js';
import type { ApiDependencies } from '../dependencies.js';
import { partsOfApi } from '../readiness.js';
import { route, type AnyRoute } from '../route.js';

/** For those who watch the process: without the API's prefix. */
export function healthRoutes(dependencies: ApiDependencies): AnyRoute[] {
  const parts = partsOfApi(dependencies);
  return [
    route({
      method: 'get',
      path: '/livez',
      summary: 'Whether the process is up',
      needs: 'nothing',
      params: z.object({}),
      answers: { 200: { description: 'It is', schema: z.object({ status: z.literal('up') }) } },
      errors: [],
      handle: () => Promise.resolve({ status: 200, body: { status: 'up' } }),
    }),
    route({
      method: 'get',
      path: '/readyz',
      summary: 'Whether what the service needs is up: the control database, Temporal, a worker, the file store',
      needs: 'nothing',
      params: z.object({}),
      answers: {
        200: { description: 'Everything is up', schema: readiness },
        503: { description: 'A part is down: which, why, and what to do', schema: readiness },
      },
      errors: [],
      handle: async () => {
        const body = await askReadiness(parts);
        return { status: body.status === 'ready' ? 200 : 503, body };
      },
    }),
  ];
}
