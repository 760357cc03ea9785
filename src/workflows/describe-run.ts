import { WorkflowIdReusePolicy } from '@temporalio/common';
import type { ParentClosePolicy } from '@temporalio/workflow';

import { runWorkflowId } from '../model/workflow-ids.js';
import { isSetRun, nameOfRequested, type AnyRunRequest } from '../model/run-request.js';
import { IntegratorIntegration, IntegratorSite, IntegratorStatus, IntegratorTrigger } from './search-attributes.js';

/** How a run's workflow is started, so that the Web UI alone tells what it is. */
export function describeRun<Request extends AnyRunRequest>(request: Request, parentClosePolicy: ParentClosePolicy) {
  const { run, site, trigger, requestedBy, name } = request;
  const integration = nameOfRequested(request);
  return {
    workflowId: runWorkflowId(run),
    args: [request] as [Request],
    parentClosePolicy,
    // Asked for again after its end, a run does not run again.
    workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
    staticSummary: `${isSetRun(request) ? 'Set' : 'Run of'} ${integration} on ${site}`,
    staticDetails: [
      `- Run Name: ${name ?? 'default'}`,
      ...detailsOf(request),
      `- Trigger: ${trigger}, requested by ${requestedBy}`,
    ].join('\n'),
    typedSearchAttributes: [
      { key: IntegratorSite, value: site },
      { key: IntegratorIntegration, value: integration },
      { key: IntegratorTrigger, value: trigger },
      { key: IntegratorStatus, value: 'In-Progress' },
    ],
  };
}

function detailsOf(request: AnyRunRequest): string[] {
  if (isSetRun(request)) return [];
  const { file, memberOf } = request;
  return [
    `- File: ${file?.name ?? "the integration's own"}`,
    ...(memberOf === undefined ? [] : [`- Member ${memberOf.position} of the set's run ${memberOf.run}`]),
  ];
}
