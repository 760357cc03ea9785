import { z } from 'zod';

import type { ApiDependencies } from '../dependencies.js';
import { requireConnection, requireSite } from '../require.js';
import { route, type AnyRoute } from '../route.js';
import { connectionParams } from './parameters.js';
import { armingView, viewArming } from '../arming-view.js';
import { IntegratorError } from '../../model/errors.js';
import { armConnection, disarmConnection } from '../../store/armings.js';

const armBody = z.strictObject({
  reason: z.string().trim().max(500).default('').meta({ description: 'Required: why this is meant to be.' }),
});

/** Whether a site that is not LIVE may write to an endpoint of a LIVE one, connection by connection. */
export function armingRoutes({ database }: ApiDependencies): AnyRoute[] {
  return [
    route({
      method: 'post',
      path: '/sites/{site}/connections/{connection}/arm',
      summary: 'Let a site that is not LIVE write through a connection to an endpoint that a LIVE site uses',
      needs: 'admin',
      params: connectionParams,
      body: { schema: armBody, code: 'invalid-request', what: 'arming', optional: true },
      answers: { 200: { description: 'Armed, until it is changed or disarmed', schema: armingView } },
      errors: ['site-not-found', 'connection-not-found', 'reason-required'],
      handle: async ({ params: { site, connection }, body: { reason }, caller }) => {
        await requireConnection(database, site, connection);
        requireReason(connection, reason);
        await requireNotLive(database, site);
        const armed = await armConnection(database, site, connection, { by: caller.name, reason });
        return { status: 200, body: viewArming(armed) };
      },
    }),
    route({
      method: 'post',
      path: '/sites/{site}/connections/{connection}/disarm',
      summary: 'Take that back; a run that writes already goes on',
      needs: 'admin',
      params: connectionParams,
      answers: { 204: { description: 'Not armed any more' } },
      errors: ['site-not-found', 'connection-not-found'],
      handle: async ({ params: { site, connection }, caller }) => {
        await requireConnection(database, site, connection);
        await disarmConnection(database, site, connection, caller.name);
        return { status: 204 };
      },
    }),
  ];
}

function requireReason(connection: string, reason: string): void {
  if (reason !== '') return;
  const message = `Give a reason: why is ${connection} to write to an endpoint that a LIVE site uses?`;
  throw new IntegratorError('reason-required', message);
}

async function requireNotLive(database: ApiDependencies['database'], site: string): Promise<void> {
  const { kind } = await requireSite(database, site);
  if (kind !== 'LIVE') return;
  throw new IntegratorError('invalid-request', `Site ${site} is LIVE: its connections write without being armed.`);
}
