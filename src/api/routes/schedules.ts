import { z } from 'zod';

import { answerDefinition, DEFINITION_MEDIA_TYPE } from '../answer-definition.js';
import { readCursor, writeCursor } from '../cursor.js';
import type { ApiDependencies } from '../dependencies.js';
import { requireSchedule } from '../require-schedule.js';
import { requireSite } from '../require.js';
import { route, type AnyRoute } from '../route.js';
import { requireSchedulable } from '../schedule-issues.js';
import { changeNote } from '../schedule-note.js';
import { scheduleInList, scheduleStatus, scheduleView, viewSchedule, viewScheduleInList } from '../schedule-view.js';
import { dryRun, viewWouldChange, wouldChange } from '../would-change.js';
import { flag, scheduleParams, siteParams } from './parameters.js';
import { definitionName } from '../../model/names.js';
import { schedule } from '../../model/schedule.js';
import { findSchedules } from '../../store/schedule-list.js';
import { deleteSchedule, findSchedule, saveSchedule } from '../../store/schedules.js';

const position = z.string();

/** Schedules: Scheduled Integration Requests (seed: Schedule Integrations). */
export function scheduleRoutes({ database, schedules }: ApiDependencies): AnyRoute[] {
  return [
    route({
      method: 'get',
      path: '/sites/{site}/schedules',
      summary: 'The schedules of a site, by name, each with its next fire',
      needs: 'viewer',
      params: siteParams,
      query: z.strictObject({
        integration: definitionName.optional(),
        integrationSet: definitionName.optional(),
        enabled: flag.optional(),
        status: scheduleStatus.optional(),
        limit: z.coerce.number().int().min(1).max(500).default(50),
        cursor: z.string().optional().meta({ description: '`next` of the page before.' }),
      }),
      answers: {
        200: {
          description: 'A page of schedules',
          schema: z.object({ items: z.array(scheduleInList), next: z.string().optional() }),
        },
      },
      errors: ['site-not-found'],
      handle: async ({ params, query: { status, limit, cursor, ...filter } }) => {
        const site = await requireSite(database, params.site);
        const after = cursor === undefined ? undefined : readCursor(cursor, position);
        const isDeleted = status === undefined ? undefined : status === 'Scheduled but Deleted';
        const found = await findSchedules(database, params.site, { ...filter, isDeleted, after, limit });
        const next = found.length === limit ? found.at(-1)?.name : undefined;
        const now = Date.now();
        const items = found.map((one) => viewScheduleInList(one, site, now));
        return { status: 200, body: { items, ...(next === undefined ? {} : { next: writeCursor(next) }) } };
      },
    }),
    route({
      method: 'put',
      path: '/sites/{site}/schedules/{schedule}',
      summary: 'Make a schedule, enabled; or edit it, which leaves it enabled or disabled',
      needs: 'operator',
      params: scheduleParams,
      query: z.strictObject({ dryRun }),
      body: { schema: schedule, code: 'invalid-definition', what: 'schedule' },
      answers: {
        200: {
          description: 'Changed, or as it was; or what would change',
          schema: z.union([scheduleView, wouldChange]),
        },
        201: { description: 'Made', schema: scheduleView },
      },
      errors: ['site-not-found', 'invalid-definition', 'service-unavailable'],
      handle: async ({ params, query, body, caller }) => {
        const site = await requireSite(database, params.site);
        await requireSchedulable(database, site, body);
        const before = await findSchedule(database, params.site, params.schedule);
        if (query.dryRun) return { status: 200, body: viewWouldChange(before?.definition, body) };
        const note = changeNote(caller.name, before?.definition, body);
        if (note !== undefined) {
          await saveSchedule(database, params.site, params.schedule, body, { by: caller.name, note });
        }
        await schedules.settle(params.site, params.schedule);
        const saved = await requireSchedule(database, params.site, params.schedule);
        return { status: before === undefined ? 201 : 200, body: viewSchedule(saved, site, Date.now()) };
      },
    }),
    route({
      method: 'get',
      path: '/sites/{site}/schedules/{schedule}',
      summary: 'A schedule with its next fires, in words as well; as application/yaml, its definition alone',
      needs: 'viewer',
      params: scheduleParams,
      answers: { 200: { description: 'The schedule', schema: scheduleView, mediaType: DEFINITION_MEDIA_TYPE } },
      errors: ['site-not-found', 'schedule-not-found'],
      handle: async ({ params, request }) => {
        const site = await requireSite(database, params.site);
        const found = await requireSchedule(database, params.site, params.schedule);
        return answerDefinition(request, schedule, found.definition, () => {
          const { surprises, ...view } = viewSchedule(found, site, Date.now());
          // That the start has passed surprises only who has just given it.
          return { ...view, surprises: surprises.filter(({ kind }) => kind !== 'start-in-past') };
        });
      },
    }),
    route({
      method: 'delete',
      path: '/sites/{site}/schedules/{schedule}',
      summary: 'Delete a schedule; its integration or set stays, and so do its runs',
      needs: 'operator',
      params: scheduleParams,
      answers: { 204: { description: 'Deleted' } },
      errors: ['site-not-found', 'schedule-not-found', 'service-unavailable'],
      handle: async ({ params, caller }) => {
        await requireSchedule(database, params.site, params.schedule);
        await deleteSchedule(database, params.site, params.schedule, caller.name);
        await schedules.settle(params.site, params.schedule);
        return { status: 204 };
      },
    }),
  ];
}
