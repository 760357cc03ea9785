import { z } from 'zod';

import type { AuthenticationSettings } from '../authentication/authentication-settings.js';
import { callerView } from '../caller-view.js';
import { route, type AnyRoute } from '../route.js';

/** Who asks, told to himself: what a page must know to offer only what he may do. */
export function callerRoutes({ mode }: Pick<AuthenticationSettings, 'mode'>): AnyRoute[] {
  return [
    route({
      method: 'get',
      path: '/caller',
      summary: 'Who asks, and what he may do where',
      needs: 'viewer',
      params: z.object({}),
      answers: { 200: { description: 'The caller', schema: callerView } },
      errors: [],
      handle: ({ caller: { name, grants } }) =>
        Promise.resolve({ status: 200, body: { name, authentication: mode, grants } }),
    }),
  ];
}
