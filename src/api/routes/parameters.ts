import { z } from 'zod';

import { definitionName, fileName, siteId } from '../../model/names.js';

/** What is asked as yes or no in a query. */
export const flag = z
  .stringbool({ truthy: ['true'], falsy: ['false'], case: 'sensitive' })
  .meta({ enum: ['true', 'false'] });

/** What stands in addresses. */
export const siteParams = z.object({ site: siteId });
export const integrationParams = siteParams.extend({ integration: definitionName });
export const integrationSetParams = siteParams.extend({ set: definitionName });
export const scheduleParams = siteParams.extend({ schedule: definitionName });
export const connectionParams = siteParams.extend({ connection: definitionName });
export const notificationParams = siteParams.extend({ notification: definitionName });
export const fileParams = siteParams.extend({ filename: fileName });
export const runParams = z.object({ run: z.uuid() });
