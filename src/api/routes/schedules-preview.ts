import type { ApiDependencies } from '../dependencies.js';
import { requireSite } from '../require.js';
import { route, type AnyRoute } from '../route.js';
import { previewSchedule, schedulePreview } from '../schedule-preview.js';
import { siteParams } from './parameters.js';
import { definitionName } from '../../model/names.js';
import { schedule } from '../../model/schedule.js';

const draft = schedule.safeExtend({
  name: definitionName.optional().meta({ description: 'The schedule that is edited: it is not compared with itself.' }),
});

/** What a schedule would do, before it is saved. */
export function schedulePreviewRoutes({ database }: ApiDependencies): AnyRoute[] {
  return [
    route({
      method: 'post',
      path: '/sites/{site}/schedules/preview',
      summary: 'The next 50 fires of a draft, in words as well, with whatever may surprise',
      needs: 'viewer',
      params: siteParams,
      body: { schema: draft, code: 'invalid-definition', what: 'schedule' },
      answers: { 200: { description: 'What it would do; nothing is saved', schema: schedulePreview } },
      errors: ['site-not-found', 'invalid-definition'],
      handle: async ({ params, body: { name, ...definition } }) => {
        const site = await requireSite(database, params.site);
        return { status: 200, body: await previewSchedule(database, site, definition, name, Date.now()) };
      },
    }),
  ];
}
