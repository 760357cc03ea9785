import { z } from 'zod';

import type { ApiDependencies } from '../dependencies.js';
import { route, type AnyRoute } from '../route.js';

/** For Prometheus: without the API's prefix. */
export function metricsRoutes({ metrics }: ApiDependencies): AnyRoute[] {
  return [
    route({
      method: 'get',
      path: '/metrics',
      summary: 'What is measured, for Prometheus (docs/observability.md)',
      needs: 'viewer',
      ofAllSites: true,
      params: z.object({}),
      answers: { 200: { description: 'The metrics in the text format of Prometheus', mediaType: 'text/plain' } },
      errors: [],
      handle: async ({ response }) => {
        response.set('Content-Type', metrics.contentType).send(await metrics.metrics());
        return undefined;
      },
    }),
  ];
}
