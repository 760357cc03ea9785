import { z } from 'zod';

import type { ApiDependencies } from '../dependencies.js';
import { requireSite } from '../require.js';
import { route, type AnyRoute } from '../route.js';
import { siteParams } from './parameters.js';
import { siteId } from '../../model/names.js';
import { integratorState, siteProperties, stopMode, taskStatus } from '../../model/site.js';
import { listIntegrations } from '../../store/integrations.js';
import { deleteSite, listSites, saveSite } from '../../store/sites.js';

/** Who asks, while there is nobody to tell callers apart. */
export const CALLER = 'api';

/** How long a caller may wait for a site to stop, in milliseconds; then it is told that the site is stopping. */
const STOP_WITHIN = 30_000;

const siteInList = siteProperties.extend({ site: siteId, integrator: integratorState });

const siteView = siteInList.extend({
  reason: z.string().optional().meta({ description: 'Why it was stopped.' }),
  tasks: z.array(z.object({ integration: z.string(), status: taskStatus })),
  runs: z.array(z.object({ run: z.uuid(), integration: z.string() })).meta({ description: 'Running runs.' }),
});

const confirmation = z.object({ message: z.string() });

const stopBody = z.strictObject({
  reason: z.string().max(500).default('').meta({ description: "Required: a brief note such as 'stocktake'." }),
  mode: stopMode.default('halt').meta({ description: 'halt: running runs end now. drain: they finish first.' }),
});

/** Sites: what they are, and their Integrators' start and stop. */
export function siteRoutes({ database, gate }: ApiDependencies): AnyRoute[] {
  const viewOf = async (id: string): Promise<z.output<typeof siteView>> => {
    const site = await requireSite(database, id);
    const [{ integrator, reason, runs, tasks }, integrations] = await Promise.all([
      gate.view(id),
      listIntegrations(database, id),
    ]);
    return {
      ...site,
      integrator,
      ...(reason === undefined ? {} : { reason }),
      tasks: integrations.map(({ integration }) => ({ integration, status: tasks[integration] ?? '' })),
      runs,
    };
  };

  return [
    route({
      method: 'get',
      path: '/sites',
      summary: 'All sites',
      params: z.object({}),
      answers: { 200: { description: 'The sites', schema: z.object({ items: z.array(siteInList) }) } },
      errors: [],
      handle: async () => ({ status: 200, body: { items: await listSites(database) } }),
    }),
    route({
      method: 'put',
      path: '/sites/{site}',
      summary: 'Make or change a site',
      params: siteParams,
      body: { schema: siteProperties, code: 'invalid-definition', what: 'site' },
      answers: {
        200: { description: 'Changed', schema: siteView },
        201: { description: 'Made; its Integrator is Stopped', schema: siteView },
      },
      errors: ['invalid-definition', 'service-unavailable'],
      handle: async ({ params, body }) => {
        const { created } = await saveSite(database, params.site, body);
        await gate.open(params.site);
        return { status: created ? 201 : 200, body: await viewOf(params.site) };
      },
    }),
    route({
      method: 'get',
      path: '/sites/{site}',
      summary: "A site: its Integrator's state, tasks, running runs",
      params: siteParams,
      answers: { 200: { description: 'The site', schema: siteView } },
      errors: ['site-not-found', 'service-unavailable'],
      handle: async ({ params }) => ({ status: 200, body: await viewOf(params.site) }),
    }),
    route({
      method: 'delete',
      path: '/sites/{site}',
      summary: 'Delete a stopped site with its integrations; its runs stay',
      params: siteParams,
      answers: { 204: { description: 'Deleted' } },
      errors: ['site-not-found', 'site-not-stopped', 'service-unavailable'],
      handle: async ({ params }) => {
        await requireSite(database, params.site);
        await gate.retire(params.site);
        await deleteSite(database, params.site);
        return { status: 204 };
      },
    }),
    route({
      method: 'post',
      path: '/sites/{site}/start',
      summary: 'Start Site',
      params: siteParams,
      answers: { 200: { description: 'Started', schema: confirmation } },
      errors: ['site-not-found', 'site-stopping', 'service-unavailable'],
      handle: async ({ params }) => {
        await requireSite(database, params.site);
        return { status: 200, body: await gate.start(params.site, CALLER) };
      },
    }),
    route({
      method: 'post',
      path: '/sites/{site}/stop',
      summary: 'Stop Site, also in the middle of a run',
      params: siteParams,
      body: { schema: stopBody, code: 'invalid-request', what: 'stop', optional: true },
      answers: {
        200: { description: 'Stopped', schema: confirmation },
        202: { description: 'Stopping: runs have not ended yet', schema: confirmation },
      },
      errors: ['site-not-found', 'reason-required', 'service-unavailable'],
      handle: async ({ params, body }) => {
        await requireSite(database, params.site);
        const confirmed = await gate.stop(params.site, { ...body, by: CALLER }, STOP_WITHIN);
        if (confirmed !== undefined) return { status: 200, body: confirmed };
        return { status: 202, body: { message: `Site ${params.site} is stopping; its runs have not ended yet` } };
      },
    }),
  ];
}
