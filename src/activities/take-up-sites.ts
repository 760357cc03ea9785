import { Context, log } from '@temporalio/activity';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';

import type { Dependencies } from './dependencies.js';
import { each } from './each.js';
import { withHeartbeat } from './heartbeat.js';
import { namespaceId } from './namespace-id.js';
import { siteWorkflow } from './site-workflow.js';
import { siteWorkflowId } from '../model/workflow-ids.js';
import { listRestoredSites } from '../store/restored-sites.js';
import { listSitesAtWork } from '../store/sites.js';

/**
 * Starts the workflow of each site this Temporal namespace does not know yet, as after a backup was restored: a site
 * goes on without anybody having to ask for it. Also that of each site whose workflow was ended by hand before it was
 * Stopped: it is Stopped then, and says so.
 */
export const takeUpSites =
  ({ database }: Dependencies) =>
  async (): Promise<void> =>
    withHeartbeat('Sites', async () => {
      await startWorkflows(await listRestoredSites(database, await namespaceId()));
      await startWorkflows(await listLeft(await listSitesAtWork(database)));
    });

async function startWorkflows(sites: readonly string[]): Promise<void> {
  await each(sites, async (site) => {
    try {
      await Context.current().client.workflow.start('site', siteWorkflow(site));
    } catch (error) {
      // It has its workflow, which will note so.
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
  });
}

/** Those of the sites whose workflow does not run, as far as Temporal's list tells, which may be a little behind. */
async function listLeft(sites: readonly string[]): Promise<string[]> {
  if (sites.length === 0) return [];
  const running = new Set<string>();
  try {
    const query = `WorkflowType = 'site' and ExecutionStatus = 'Running'`;
    for await (const { workflowId } of Context.current().client.workflow.list({ query })) running.add(workflowId);
  } catch (error) {
    // What else is to be kept up does not need the list.
    log.warn('Temporal does not list the workflows of sites', { reason: String(error) });
    return [];
  }
  return sites.filter((site) => !running.has(siteWorkflowId(site)));
}
