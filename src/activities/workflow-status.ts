import { Context } from '@temporalio/activity';
import { WorkflowNotFoundError } from '@temporalio/client';

/** How Temporal says a workflow is; `NOT_FOUND` where it has forgotten it, or never knew it. */
export async function workflowStatus(id: string): Promise<string> {
  try {
    return (await Context.current().client.workflow.getHandle(id).describe()).status.name;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 'NOT_FOUND';
    throw error;
  }
}
