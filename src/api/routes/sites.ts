import { isDeepStrictEqual } from 'node:util';

import { z } from 'zod';

import type { ApiDependencies } from '../dependencies.js';
import { findNextFires } from '../next-fires.js';
import { requireSite } from '../require.js';
import { route, type AnyRoute } from '../route.js';
import { siteInList, siteView, viewSite } from '../site-view.js';
import { siteParams } from './parameters.js';
import { siteProperties, type SiteProperties } from '../../model/site.js';
import { findArmings } from '../../store/armings.js';
import { countHeld } from '../../store/held-requests.js';
import { findProgress } from '../../store/open-runs.js';
import { deleteSite, findSite, listSites, saveSite } from '../../store/sites.js';
import { listTasks } from '../../store/tasks.js';

/** Who asks, while there is nobody to tell callers apart. */
export const CALLER = 'api';

/** Sites: what they are, and how they are. */
export function siteRoutes({ database, gate, schedules }: ApiDependencies): AnyRoute[] {
  const viewOf = async (id: string): Promise<z.output<typeof siteView>> => {
    const site = await requireSite(database, id);
    const [view, tasks, held, armings, nextFires] = await Promise.all([
      gate.view(id),
      listTasks(database, id),
      countHeld(database, id),
      findArmings(database, id),
      findNextFires(database, site, Date.now()),
    ]);
    const runs = view.runs.map(({ run }) => run);
    return viewSite({ site, view, tasks, held, armings, nextFires, progress: await findProgress(database, runs) });
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
        const before = await findSite(database, params.site);
        const { created } = await saveSite(database, params.site, body);
        await gate.open(params.site);
        // When schedules fire may go by both.
        if (before !== undefined && !haveEqualDays(before, body)) await schedules.settle(params.site);
        return { status: created ? 201 : 200, body: await viewOf(params.site) };
      },
    }),
    route({
      method: 'get',
      path: '/sites/{site}',
      summary: "A site: its Integrator's state, every task, running runs, what is planned and what is held",
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
        await gate.retire(params.site, CALLER);
        await deleteSite(database, params.site);
        await schedules.settle(params.site);
        return { status: 204 };
      },
    }),
  ];
}

/** Whether the days and hours of two versions of a site are the same. */
function haveEqualDays(one: SiteProperties, other: SiteProperties): boolean {
  return one.timeZone === other.timeZone && isDeepStrictEqual(one.calendars, other.calendars);
}
