import { isDeepStrictEqual } from 'node:util';

import { z } from 'zod';

import { answerDefinition, DEFINITION_MEDIA_TYPE } from '../answer-definition.js';
import type { ApiDependencies } from '../dependencies.js';
import { findNextFires } from '../next-fires.js';
import { requireSite } from '../require.js';
import { route, type AnyRoute } from '../route.js';
import { siteInList, siteView, viewSite } from '../site-view.js';
import { dryRun, viewWouldChange, wouldChange } from '../would-change.js';
import { siteParams } from './parameters.js';
import { reaches } from '../../model/caller.js';
import { siteProperties, type SiteProperties } from '../../model/site.js';
import { findArmings } from '../../store/armings.js';
import { deleteSite } from '../../store/delete-site.js';
import { countHeld } from '../../store/held-requests.js';
import { findProgress } from '../../store/open-runs.js';
import { findSite, listSites, propertiesOf, saveSite } from '../../store/sites.js';
import { listTasks } from '../../store/tasks.js';

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
      summary: 'All sites that the caller reaches',
      needs: 'viewer',
      params: z.object({}),
      answers: { 200: { description: 'The sites', schema: z.object({ items: z.array(siteInList) }) } },
      errors: [],
      handle: async ({ caller }) => {
        const items = (await listSites(database)).filter(({ site }) => reaches(caller, site));
        return { status: 200, body: { items } };
      },
    }),
    route({
      method: 'put',
      path: '/sites/{site}',
      summary: 'Make or change a site',
      needs: 'admin',
      params: siteParams,
      query: z.strictObject({ dryRun }),
      body: { schema: siteProperties, code: 'invalid-definition', what: 'site' },
      answers: {
        200: { description: 'Changed; or what would change', schema: z.union([siteView, wouldChange]) },
        201: { description: 'Made; its Integrator is Stopped', schema: siteView },
      },
      errors: ['invalid-definition', 'service-unavailable'],
      handle: async ({ params, query, body, caller }) => {
        const before = await findSite(database, params.site);
        if (query.dryRun) return { status: 200, body: viewWouldChange(before && propertiesOf(before), body) };
        const { created } = await saveSite(database, params.site, body, caller.name);
        await gate.open(params.site);
        // When schedules fire may go by both.
        if (before !== undefined && !haveEqualDays(before, body)) await schedules.settle(params.site);
        return { status: created ? 201 : 200, body: await viewOf(params.site) };
      },
    }),
    route({
      method: 'get',
      path: '/sites/{site}',
      summary:
        "A site: its Integrator's state, every task, running runs, what is planned and what is held; as application/yaml, its definition alone",
      needs: 'viewer',
      params: siteParams,
      answers: { 200: { description: 'The site', schema: siteView, mediaType: DEFINITION_MEDIA_TYPE } },
      errors: ['site-not-found', 'service-unavailable'],
      handle: async ({ params: { site }, request }) => {
        const properties = propertiesOf(await requireSite(database, site));
        return answerDefinition(request, siteProperties, properties, () => viewOf(site));
      },
    }),
    route({
      method: 'delete',
      path: '/sites/{site}',
      summary: 'Delete a stopped site with its integrations; its runs stay',
      needs: 'admin',
      params: siteParams,
      answers: { 204: { description: 'Deleted' } },
      errors: ['site-not-found', 'site-not-stopped', 'service-unavailable'],
      handle: async ({ params, caller }) => {
        await requireSite(database, params.site);
        await gate.retire(params.site, caller.name);
        await deleteSite(database, params.site, caller.name);
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
