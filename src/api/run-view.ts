import { z } from 'zod';

import { present } from './present.js';
import { ERRORS, type ErrorCode } from '../model/errors.js';
import { guard } from '../model/guard.js';
import { parameterValues } from '../model/parameters.js';
import { runCounts, runStatus, runStepName, runTrigger, sendKind } from '../model/run.js';
import type { StoredRunStep } from '../store/run-steps.js';
import type { StoredRun } from '../store/runs.js';
import { runWorkflowId } from '../workflows/messages.js';

const time = z.iso.datetime({ offset: true });
const errorCodes = Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]];

const file = z.object({ name: z.string(), sha256: z.string(), bytes: z.number().int() });
const seconds = z.number().nonnegative();

/** A step of a run without what it said. */
export const stepView = z.object({
  step: runStepName,
  startedAt: time,
  endedAt: time.optional(),
  seconds: seconds.optional(),
});

/** The Run Summary, as a list shows it. */
export const runView = z.object({
  id: z.uuid(),
  name: z.string(),
  site: z.string(),
  integration: z.string(),
  direction: z.enum(['import', 'export']),
  send: sendKind.optional().meta({ description: 'Send All or Send Changed, where it is one.' }),
  status: runStatus,
  reason: z
    .string()
    .optional()
    .meta({ description: 'Why it is not Completed, or was halted or failed after its records had been applied.' }),
  code: z.enum(errorCodes).optional(),
  trigger: runTrigger,
  dryRun: z.boolean().meta({ description: 'Applied and rolled back: the counts say what would have been.' }),
  counts: runCounts,
  parameters: parameterValues,
  file: file.partial({ sha256: true, bytes: true }).optional(),
  externalFiles: z.record(z.string(), file),
  exclude: z.array(z.string()).meta({ description: 'The exclusion groups whose records it left out.' }),
  liftedGuards: z.array(guard),
  definitionVersion: z.number().int(),
  requestedBy: z.string(),
  rerunOf: z.uuid().optional(),
  resubmits: z.uuid().optional().meta({ description: 'The run whose rejects it sends again, corrected.' }),
  startedAt: time,
  endedAt: time.optional(),
  durationSeconds: seconds.optional(),
  temporal: z.object({ workflowId: z.string(), url: z.string().optional() }),
});

/** The Run Summary of one run. */
export const runSummaryView = runView.extend({ steps: z.array(stepView) });

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
    direction: run.direction,
    ...present('send', run.send),
    status: run.status,
    ...present('reason', run.reason),
    ...present('code', run.code),
    trigger: run.trigger,
    dryRun: run.dryRun,
    counts: run.counts,
    parameters: run.parameters,
    ...present('file', viewFile(run)),
    externalFiles: run.externalFiles,
    exclude: Object.keys(run.exclusions),
    liftedGuards: run.liftedGuards,
    definitionVersion: run.definitionVersion,
    requestedBy: run.requestedBy,
    ...present('rerunOf', run.rerunOf),
    ...present('resubmits', run.resubmits),
    startedAt: run.startedAt.toISOString(),
    ...present('endedAt', run.endedAt?.toISOString() ?? null),
    ...present('durationSeconds', secondsOf(run)),
    temporal: { workflowId, ...present('url', webUi === undefined ? null : webUi + path) },
  };
}

/** The Run Summary with the steps of the run. */
export function viewRunSummary(
  run: StoredRun,
  steps: readonly StoredRunStep[],
  webUi: WebUi,
): z.output<typeof runSummaryView> {
  return { ...viewRun(run, webUi), steps: steps.map(viewStep) };
}

export function viewStep(step: StoredRunStep): z.output<typeof stepView> {
  return {
    step: step.step,
    startedAt: step.startedAt.toISOString(),
    ...present('endedAt', step.endedAt?.toISOString() ?? null),
    ...present('seconds', secondsOf(step)),
  };
}

/** From the start to the end, to the millisecond; null where it has not come. */
function secondsOf({ startedAt, endedAt }: { startedAt: Date; endedAt: Date | null }): number | null {
  return endedAt === null ? null : (endedAt.getTime() - startedAt.getTime()) / 1000;
}

function viewFile({ fileName, fileSha256, fileBytes }: StoredRun): RunView['file'] | null {
  if (fileName === null) return null;
  return { name: fileName, ...present('sha256', fileSha256), ...present('bytes', fileBytes) };
}
