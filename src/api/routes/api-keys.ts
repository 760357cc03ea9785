import { z } from 'zod';

import { apiKeyView, viewApiKey } from '../api-key-view.js';
import type { ApiDependencies } from '../dependencies.js';
import { route, type AnyRoute } from '../route.js';
import { apiKeyId, newApiKey } from '../../model/api-key.js';
import { IntegratorError } from '../../model/errors.js';
import { createApiKey, listApiKeys, revokeApiKey } from '../../store/api-keys.js';

/** API keys: made, listed, revoked. */
export function apiKeyRoutes({ database }: ApiDependencies): AnyRoute[] {
  return [
    route({
      method: 'get',
      path: '/api-keys',
      summary: 'All API keys, newest first, also those that have expired or were revoked',
      needs: 'admin',
      ofAllSites: true,
      params: z.object({}),
      answers: { 200: { description: 'The keys', schema: z.object({ items: z.array(apiKeyView) }) } },
      errors: [],
      handle: async () => ({ status: 200, body: { items: (await listApiKeys(database)).map(viewApiKey) } }),
    }),
    route({
      method: 'post',
      path: '/api-keys',
      summary: 'Make an API key',
      needs: 'admin',
      ofAllSites: true,
      params: z.object({}),
      body: { schema: newApiKey, code: 'invalid-request', what: 'API key' },
      answers: {
        201: {
          description: 'Made. `key` is told now and never again',
          schema: apiKeyView.extend({
            key: z.string().meta({ description: 'Sent as `Authorization: Bearer <key>`.' }),
          }),
        },
      },
      errors: [],
      handle: async ({ body, caller }) => {
        const { key, token } = await createApiKey(database, body, caller.name);
        return { status: 201, body: { ...viewApiKey(key), key: token } };
      },
    }),
    route({
      method: 'delete',
      path: '/api-keys/{key}',
      summary: 'Revoke an API key, from now on',
      needs: 'admin',
      ofAllSites: true,
      params: z.object({ key: apiKeyId }),
      answers: { 204: { description: 'Revoked' } },
      errors: ['api-key-not-found'],
      handle: async ({ params, caller }) => {
        if (await revokeApiKey(database, params.key, caller.name)) return { status: 204 };
        const message = `There is no API key ${params.key}. GET /api/v1/api-keys lists what there is.`;
        throw new IntegratorError('api-key-not-found', message);
      },
    }),
  ];
}
