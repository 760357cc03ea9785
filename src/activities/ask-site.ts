import { activityInfo, Context } from '@temporalio/activity';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';

import type { AnyRunRequest } from '../model/run-request.js';
import { siteWorkflowId } from '../model/workflow-ids.js';

const SITE = defineSearchAttributeKey('IntegratorSite', SearchAttributeType.KEYWORD);
const STATUS = defineSearchAttributeKey('IntegratorStatus', SearchAttributeType.KEYWORD);

/**
 * Asks a site for the run of a fire; the site tells the fire's workflow how it ends, or why it does not run. A site's
 * workflow that was ended by hand is started, Stopped.
 */
export async function askSite(request: AnyRunRequest): Promise<void> {
  const { site } = request;
  await Context.current().client.workflow.signalWithStart('site', {
    workflowId: siteWorkflowId(site),
    taskQueue: activityInfo().taskQueue,
    args: [site],
    signal: 'requestRun',
    signalArgs: [request],
    staticSummary: `Integrator of site ${site}`,
    typedSearchAttributes: [
      { key: SITE, value: site },
      { key: STATUS, value: 'Stopped' },
    ],
  });
}
