import { Context } from '@temporalio/activity';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';

import type { Dependencies } from './dependencies.js';
import { each } from './each.js';
import { namespaceId } from './namespace-id.js';
import { siteWorkflow } from './site-workflow.js';
import { listRestoredSites } from '../store/restored-sites.js';

/**
 * Starts the workflow of each site this Temporal namespace does not know yet, as after a backup was restored: a site
 * goes on without anybody having to ask for it.
 */
export const takeUpSites =
  ({ database }: Dependencies) =>
  async (): Promise<void> => {
    const namespace = await namespaceId();
    await each(await listRestoredSites(database, namespace), async (site) => {
      try {
        await Context.current().client.workflow.start('site', siteWorkflow(site));
      } catch (error) {
        // It has its workflow, which will note so.
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
      }
    });
  };
