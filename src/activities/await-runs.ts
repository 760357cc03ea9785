import { cancellationSignal, Context } from '@temporalio/activity';
import { WorkflowFailedError, WorkflowNotFoundError } from '@temporalio/client';

import { withHeartbeat } from './heartbeat.js';
import { runWorkflowId } from '../model/workflow-ids.js';

/**
 * Waits until the workflow of at least one of the runs has ended, in whatever way.
 *
 * @returns the runs whose workflow has ended, or never was.
 */
export async function awaitRuns(runs: string[]): Promise<string[]> {
  const ended = new Set<string>();
  const watched = runs.map(async (run) => {
    await hasEnded(run);
    ended.add(run);
  });
  const signal = cancellationSignal();
  const cutOff = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
  await withHeartbeat(runs.length, () => Promise.race([...watched, cutOff]));
  return [...ended];
}

/** Resolves at the end of the run's workflow; a server that cannot be asked is no end. */
async function hasEnded(run: string): Promise<void> {
  try {
    await Context.current().client.workflow.getHandle(runWorkflowId(run)).result();
  } catch (error) {
    if (!(error instanceof WorkflowFailedError) && !(error instanceof WorkflowNotFoundError)) throw error;
  }
}
