import { Context } from '@temporalio/activity';
import type { WorkflowClient } from '@temporalio/client';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';

import type { Dependencies } from './dependencies.js';
import { each } from './each.js';
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
  async (): Promise<void> => {
    const { workflow } = Context.current().client;
    const restored = await listRestoredSites(database, await namespaceId());
    const left = await listLeft(workflow, await listSitesAtWork(database));
    await each([...new Set([...restored, ...left])], async (site) => {
      try {
        await workflow.start('site', siteWorkflow(site));
      } catch (error) {
        // It has its workflow, which will note so.
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
      }
    });
  };

/** Those of the sites whose workflow does not run, as far as Temporal's list tells, which may be a little behind. */
async function listLeft(client: WorkflowClient, sites: readonly string[]): Promise<string[]> {
  if (sites.length === 0) return [];
  const running = new Set<string>();
  for await (const { workflowId } of client.list({ query: `WorkflowType = 'site' and ExecutionStatus = 'Running'` })) {
    running.add(workflowId);
  }
  return sites.filter((site) => !running.has(siteWorkflowId(site)));
}
