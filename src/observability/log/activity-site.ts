import { defaultPayloadConverter } from '@temporalio/common';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';

/** Where the workflow tells its activities which site they work for (workflows/log-interceptors.ts). */
const SITE_HEADER = 'integrator-site';

/** Has every line that is logged of an activity name its site. */
export const activitySite: ActivityInterceptorsFactory = () => {
  let site: unknown;
  return {
    inbound: {
      execute: (input, next) => {
        const header = input.headers[SITE_HEADER];
        if (header !== undefined) site = defaultPayloadConverter.fromPayload(header);
        return next(input);
      },
    },
    outbound: {
      getLogAttributes: (attributes, next) => next(site === undefined ? attributes : { ...attributes, site }),
    },
  };
};
