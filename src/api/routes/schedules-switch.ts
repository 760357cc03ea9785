import { z } from 'zod';

import type { ApiDependencies } from '../dependencies.js';
import { noSchedule, requireSchedule } from '../require-schedule.js';
import { requireSite } from '../require.js';
import { route, type AnyRoute } from '../route.js';
import { scheduleView, viewSchedule } from '../schedule-view.js';
import { scheduleParams, siteParams } from './parameters.js';
import { IntegratorError } from '../../model/errors.js';
import { definitionName } from '../../model/names.js';
import { findSchedules } from '../../store/schedule-list.js';
import { addCopy, enableSchedule, enableSchedules } from '../../store/schedules.js';

const copyBody = z.strictObject({ name: definitionName.meta({ description: 'What the copy is called.' }) });

const enableBody = z.strictObject({
  schedules: z
    .union([z.literal('all'), z.array(definitionName).min(1)], 'expected all, or a list of names')
    .meta({ description: 'Which of the site to enable.' }),
});

/** Schedules: enabled, disabled, copied. */
export function scheduleSwitchRoutes({ database, schedules }: ApiDependencies): AnyRoute[] {
  const viewOf = async (siteId: string, name: string): Promise<z.output<typeof scheduleView>> => {
    const site = await requireSite(database, siteId);
    return viewSchedule(await requireSchedule(database, siteId, name), site, Date.now());
  };

  const switched = (enabled: boolean) =>
    route({
      method: 'post',
      path: `/sites/{site}/schedules/{schedule}/${enabled ? 'enable' : 'disable'}`,
      summary: enabled ? 'Enable a schedule' : 'Disable a schedule: no fire of it runs',
      needs: 'operator',
      params: scheduleParams,
      answers: { 200: { description: enabled ? 'Enabled' : 'Disabled', schema: scheduleView } },
      errors: ['site-not-found', 'schedule-not-found', 'service-unavailable'],
      handle: async ({ params: { site, schedule }, caller }) => {
        await requireSchedule(database, site, schedule);
        const note = `${caller.name} ${enabled ? 'enabled' : 'disabled'} it`;
        await enableSchedule(database, site, schedule, enabled, { by: caller.name, note });
        await schedules.settle(site, schedule);
        return { status: 200, body: await viewOf(site, schedule) };
      },
    });

  return [
    switched(true),
    switched(false),
    route({
      method: 'post',
      path: '/sites/{site}/schedules/enable',
      summary: 'Enable several schedules, or all that are disabled',
      needs: 'operator',
      params: siteParams,
      body: { schema: enableBody, code: 'invalid-request', what: 'request' },
      answers: {
        200: {
          description: 'Enabled',
          schema: z.object({
            enabled: z.array(z.string()).meta({ description: 'Those that were disabled before, by name.' }),
          }),
        },
      },
      errors: ['site-not-found', 'schedule-not-found', 'service-unavailable'],
      handle: async ({ params: { site }, body, caller }) => {
        await requireSite(database, site);
        if (body.schedules !== 'all') await requireSchedules(site, body.schedules);
        const enabled = await enableSchedules(database, site, body.schedules, {
          by: caller.name,
          note: `${caller.name} enabled it`,
        });
        await schedules.settle(site);
        return { status: 200, body: { enabled } };
      },
    }),
    route({
      method: 'post',
      path: '/sites/{site}/schedules/{schedule}/copy',
      summary: 'Copy a schedule under another name; the copy is enabled, as a new one is',
      needs: 'operator',
      params: scheduleParams,
      body: { schema: copyBody, code: 'invalid-request', what: 'copy' },
      answers: { 201: { description: 'Made', schema: scheduleView } },
      errors: ['site-not-found', 'schedule-not-found', 'schedule-exists', 'service-unavailable'],
      handle: async ({ params: { site, schedule }, body: { name }, caller }) => {
        const original = await requireSchedule(database, site, schedule);
        const note = `${caller.name} copied it from ${schedule}`;
        if (!(await addCopy(database, site, name, original, { by: caller.name, note }))) {
          const message = `Site ${site} has a schedule ${name} already. Choose another name, or edit that one.`;
          throw new IntegratorError('schedule-exists', message);
        }
        await schedules.settle(site, name);
        return { status: 201, body: await viewOf(site, name) };
      },
    }),
  ];

  /** @throws IntegratorError `schedule-not-found` for the first that there is not. */
  async function requireSchedules(site: string, names: readonly string[]): Promise<void> {
    const known = new Set((await findSchedules(database, site)).map(({ name }) => name));
    const missing = names.find((name) => !known.has(name));
    if (missing !== undefined) throw noSchedule(site, missing);
  }
}
