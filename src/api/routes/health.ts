import { z } from 'zod';

import type { ApiDependencies } from '../dependencies.js';
import { route, type AnyRoute } from '../route.js';

/** How long a part may take to answer, in milliseconds. */
const ANSWER_WITHIN = 2000;

const upOrDown = z.enum(['up', 'down']);
const readiness = z.object({
  status: z.enum(['ready', 'not ready']),
  parts: z.object({ database: upOrDown, temporal: upOrDown }),
});

/** For those who watch the process: without the API's prefix. */
export function healthRoutes({ database, temporal }: ApiDependencies): AnyRoute[] {
  return [
    route({
      method: 'get',
      path: '/livez',
      summary: 'Whether the process is up',
      params: z.object({}),
      answers: { 200: { description: 'It is', schema: z.object({ status: z.literal('up') }) } },
      errors: [],
      handle: () => Promise.resolve({ status: 200, body: { status: 'up' } }),
    }),
    route({
      method: 'get',
      path: '/readyz',
      summary: 'Whether what the API needs is up too, part by part',
      params: z.object({}),
      answers: {
        200: { description: 'Everything is up', schema: readiness },
        503: { description: 'A part is down', schema: readiness },
      },
      errors: [],
      handle: async () => {
        const parts = {
          database: await look(() => database.query('select 1')),
          temporal: await look(() =>
            temporal.withDeadline(Date.now() + ANSWER_WITHIN, () => temporal.workflowService.getSystemInfo({})),
          ),
        };
        const ready = Object.values(parts).every((part) => part === 'up');
        return { status: ready ? 200 : 503, body: { status: ready ? 'ready' : 'not ready', parts } };
      },
    }),
  ];
}

async function look(at: () => Promise<unknown>): Promise<'up' | 'down'> {
  return at().then(
    () => 'up',
    () => 'down',
  );
}
