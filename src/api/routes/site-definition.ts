import type { z } from 'zod';

import { DEFINITION_MEDIA_TYPE } from '../answer-definition.js';
import type { ApiDependencies } from '../dependencies.js';
import { noSite } from '../require.js';
import { route, type AnyRoute } from '../route.js';
import { siteParams } from './parameters.js';
import { asWritten } from '../../model/as-written.js';
import { integrationSet } from '../../model/integration-set.js';
import { integration } from '../../model/integration.js';
import { schedule } from '../../model/schedule.js';
import { siteFile } from '../../model/site-file.js';
import { siteProperties } from '../../model/site.js';
import { findWholeSite, type WholeSite } from '../../store/whole-site.js';

/** A whole site as a file. */
export function siteDefinitionRoutes({ database }: ApiDependencies): AnyRoute[] {
  return [
    route({
      method: 'get',
      path: '/sites/{site}/definition',
      summary: 'A whole site as a file, with all it has by name; in YAML, or in JSON where that is asked for',
      needs: 'viewer',
      params: siteParams,
      answers: {
        200: { description: 'What integrator apply takes', schema: siteFile, mediaType: DEFINITION_MEDIA_TYPE },
      },
      errors: ['site-not-found'],
      handle: async ({ params: { site }, request }) => {
        const whole = await findWholeSite(database, site);
        if (whole === undefined) throw noSite(site);
        const file = writeFile(site, whole);
        const isJson = request.accepts([DEFINITION_MEDIA_TYPE, 'application/json']) === 'application/json';
        return { status: 200, headers: { Vary: 'Accept' }, ...(isJson ? { body: file } : { yaml: file }) };
      },
    }),
  ];
}

/** Each part by itself: one that newer rules refuse stays as it was saved, beside the others. */
function writeFile(site: string, { integrations, integrationSets, schedules, ...properties }: WholeSite): object {
  return {
    site,
    ...(asWritten(siteProperties, properties) as object),
    integrations: writeAll(integration, integrations),
    integrationSets: writeAll(integrationSet, integrationSets),
    schedules: writeAll(schedule, schedules),
  };
}

function writeAll(schema: z.ZodType, definitions: Record<string, unknown>): Record<string, unknown> {
  const names = Object.keys(definitions).sort();
  return Object.fromEntries(names.map((name) => [name, asWritten(schema, definitions[name])]));
}
