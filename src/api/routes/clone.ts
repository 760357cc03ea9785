import { z } from 'zod';

import { adviseAfterClone } from '../clone-advice.js';
import type { ApiDependencies } from '../dependencies.js';
import { requireSite } from '../require.js';
import { route, type AnyRoute } from '../route.js';
import { siteParams } from './parameters.js';
import { reaches, type Caller } from '../../model/caller.js';
import { IntegratorError } from '../../model/errors.js';
import { siteId } from '../../model/names.js';
import { timeZone } from '../../model/recurrence/time-zone.js';
import { requireCopyable } from '../../model/require-copyable.js';
import { cloneSite } from '../../store/clone-site.js';
import { findSite } from '../../store/sites.js';

const cloneBody = z.strictObject({
  to: siteId.meta({ description: 'The site that becomes the copy: a new one, or one that is Stopped and not LIVE.' }),
  kind: z.enum(['STAGE', 'DEV']).optional().meta({ description: 'Else it stays what it is; a new one is DEV.' }),
  timeZone: timeZone.optional().meta({ description: 'Else it stays as it is; a new one has that of the source.' }),
});

const names = z.array(z.string());
const copied = z.object({ copied: names, removed: names.meta({ description: 'What the source does not have.' }) });

const cloneView = z.object({
  message: z.string(),
  site: siteId,
  from: siteId,
  integrations: copied,
  integrationSets: copied,
  schedules: copied.meta({ description: 'All of them are disabled.' }),
  exclusionGroups: copied,
  calendars: copied,
  connections: z.object({
    copied: names.meta({ description: 'Without their secrets.' }),
    kept: names.meta({ description: 'Those it had, with their endpoints and secrets.' }),
    secretsToGive: z.record(z.string(), names).meta({ description: 'Where secrets are to be given, by connection.' }),
  }),
  disarmed: names.meta({ description: 'Connections that were armed.' }),
  missingFiles: names.meta({ description: 'Uploaded files that are named there and were not uploaded to it.' }),
  next: names.meta({ description: 'What is left to do.' }),
});

/** Clone, refresh and reset of sites (seed: Schedule Integrations). */
export function cloneRoutes({ database, gate, schedules }: ApiDependencies): AnyRoute[] {
  return [
    route({
      method: 'post',
      path: '/sites/{site}/clone',
      summary: 'Make another site a copy of this one: its schedules disabled, its connections without secrets, unarmed',
      needs: 'admin',
      params: siteParams,
      body: { schema: cloneBody, code: 'invalid-request', what: 'clone' },
      answers: {
        200: { description: 'The site is refreshed: what the source does not have is gone', schema: cloneView },
        201: { description: 'The site is made', schema: cloneView },
      },
      errors: ['site-not-found', 'site-not-stopped', 'service-unavailable'],
      handle: async ({ params: { site: from }, body: { to, kind, timeZone }, caller }) => {
        requireReach(caller, to);
        await requireSite(database, from);
        if (from === to) {
          throw new IntegratorError(
            'invalid-request',
            `Site ${from} cannot become its own copy: choose another one as to.`,
          );
        }
        await requireFree({ database, gate }, to);
        const { created, ...cloned } = await cloneSite(database, { from, to, kind, timeZone, by: caller.name });
        await gate.open(to);
        await schedules.settle(to);
        const message = `Site ${to} is ${created ? 'made as' : 'refreshed: it is now'} a copy of site ${from}`;
        return {
          status: created ? 201 : 200,
          body: { message, site: to, from, ...cloned, next: adviseAfterClone(to, cloned) },
        };
      },
    }),
  ];
}

/** The address names the source only. @throws IntegratorError `forbidden`. */
function requireReach(caller: Caller, to: string): void {
  if (reaches(caller, to)) return;
  const message = `${caller.name} may not reach site ${to}, which would become the copy. Name one that is reached as to.`;
  throw new IntegratorError('forbidden', message);
}

/** As its workflow has it, which knows of a start before the store does. */
async function requireFree({ database, gate }: Pick<ApiDependencies, 'database' | 'gate'>, to: string): Promise<void> {
  const stored = await findSite(database, to);
  if (stored === undefined) return;
  const { integrator } = await gate.view(to);
  requireCopyable({ ...stored, integrator });
}
