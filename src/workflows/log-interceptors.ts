import { defaultPayloadConverter } from '@temporalio/common';
import { workflowInfo, type WorkflowInterceptorsFactory } from '@temporalio/workflow';

import { IntegratorIntegration, IntegratorRunName, IntegratorSite } from './search-attributes.js';

/** Where activities read which site they work for (observability/log/activity-site.ts). */
const SITE_HEADER = 'integrator-site';

/** Has every line that is logged of a workflow, or of its activities, name its site, and what is known of its run. */
export const interceptors: WorkflowInterceptorsFactory = () => ({
  outbound: [
    {
      getLogAttributes: (attributes, next) => next({ ...attributes, ...about() }),
      scheduleActivity: (input, next) => next({ ...input, headers: withSite(input.headers) }),
      scheduleLocalActivity: (input, next) => next({ ...input, headers: withSite(input.headers) }),
    },
  ],
});

function about(): Record<string, string> {
  const { typedSearchAttributes: attributes } = workflowInfo();
  const known = {
    site: attributes.get(IntegratorSite),
    integration: attributes.get(IntegratorIntegration),
    runName: attributes.get(IntegratorRunName),
  };
  return Object.fromEntries(Object.entries(known).filter((fact): fact is [string, string] => fact[1] !== undefined));
}

function withSite<Headers extends object>(headers: Headers): Headers {
  const site = workflowInfo().typedSearchAttributes.get(IntegratorSite);
  return site === undefined ? headers : { ...headers, [SITE_HEADER]: defaultPayloadConverter.toPayload(site) };
}
