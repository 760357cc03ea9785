import { activityInfo } from '@temporalio/activity';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';

import { siteWorkflowId } from '../model/workflow-ids.js';

const SITE = defineSearchAttributeKey('IntegratorSite', SearchAttributeType.KEYWORD);
const STATUS = defineSearchAttributeKey('IntegratorStatus', SearchAttributeType.KEYWORD);

/** How the workflow of a site is started that is missing. */
export function siteWorkflow(site: string) {
  return {
    workflowId: siteWorkflowId(site),
    taskQueue: activityInfo().taskQueue,
    args: [site],
    staticSummary: `Integrator of site ${site}`,
    typedSearchAttributes: [
      { key: SITE, value: site },
      { key: STATUS, value: 'Stopped' },
    ],
  };
}
