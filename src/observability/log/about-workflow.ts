/** What a line of the log is about. */
export interface About {
  run?: string;
  site?: string;
}

/** The ids of workflows (model/workflow-ids.ts) that name a run, and those that name a site first. */
const OF_A_RUN = /^(?:run|settlement)\/([^/]+)$/;
const OF_A_SITE = /^(?:site|fire|schedule-upkeep|connectionCheck|pendingCount)\/([^/]+)/;

/** The run or the site of a workflow, as its id names it; neither where it sees to all sites. */
export function aboutWorkflow(workflowId: string): About {
  const run = OF_A_RUN.exec(workflowId)?.[1];
  if (run !== undefined) return { run };
  const site = OF_A_SITE.exec(workflowId)?.[1];
  return site === undefined ? {} : { site };
}
