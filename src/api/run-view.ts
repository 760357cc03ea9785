import { z } from 'zod';

import { ERRORS, type ErrorCode } from '../model/errors.js';
import { parameterValues } from '../model/parameters.js';
import { runCounts, runStatus, runTrigger } from '../model/run.js';
import type { StoredRun } from '../store/runs.js';
import { runWorkflowId } from '../workflows/messages.js';

const time = z.iso.datetime({ offset: true });
const errorCodes = Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]];

/** The Run Summary. */
export const runView = z.object({
  id: z.uuid(),
  name: z.string(),
  site: z.string(),
  integration: z.string(),
  status: runStatus,
  reason: z.string().optional().meta({ description: 'Why it is not Completed.' }),
  code: z.enum(errorCodes).optional(),
  trigger: runTrigger,
  counts: runCounts,
  parameters: parameterValues,
  file: z.object({ name: z.string(), sha256: z.string().optional(), bytes: z.number().int().optional() }).optional(),
  definitionVersion: z.number().int(),
  requestedBy: z.string(),
  rerunOf: z.uuid().optional(),
  startedAt: time,
  endedAt: time.optional(),
  temporal: z.object({ workflowId: z.string(), url: z.string().optional() }),
});

export type RunView = z.output<typeof runView>;

/** Where the Web UI shows a run. */
export interface WebUi {
  webUi: string | undefined;
  namespace: string;
}

export function viewRun(run: StoredRun, { webUi, namespace }: WebUi): RunView {
  const workflowId = runWorkflowId(run.id);
  const path = `/namespaces/${namespace}/workflows/${encodeURIComponent(workflowId)}/${run.temporalRunId}/history`;
  return {
    id: run.id,
    name: run.name,
    site: run.site,
    integration: run.integration,
    status: run.status,
    ...present('reason', run.reason),
    ...present('code', run.code),
    trigger: run.trigger,
    counts: run.counts,
    parameters: run.parameters,
    ...present('file', viewFile(run)),
    definitionVersion: run.definitionVersion,
    requestedBy: run.requestedBy,
    ...present('rerunOf', run.rerunOf),
    startedAt: run.startedAt.toISOString(),
    ...present('endedAt', run.endedAt?.toISOString() ?? null),
    temporal: { workflowId, ...present('url', webUi === undefined ? null : webUi + path) },
  };
}

function viewFile({ fileName, fileSha256, fileBytes }: StoredRun): RunView['file'] | null {
  if (fileName === null) return null;
  return { name: fileName, ...present('sha256', fileSha256), ...present('bytes', fileBytes) };
}

/** A property that is left out where there is no value. */
function present<Name extends string, Value>(name: Name, value: Value | null): Partial<Record<Name, Value>> {
  return value === null ? {} : ({ [name]: value } as Record<Name, Value>);
}
