import { Context } from '@temporalio/activity';

import { siteWorkflow } from './site-workflow.js';
import type { AnyRunRequest } from '../model/run-request.js';

/**
 * Asks a site for the run of a fire; the site tells the fire's workflow how it ends, or why it does not run. A site's
 * workflow that was ended by hand is started, Stopped.
 */
export async function askSite(request: AnyRunRequest): Promise<void> {
  await Context.current().client.workflow.signalWithStart('site', {
    ...siteWorkflow(request.site),
    signal: 'requestRun',
    signalArgs: [request],
  });
}
