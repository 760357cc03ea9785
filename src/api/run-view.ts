import { z } from 'zod';

import { present } from './present.js';
import { ERRORS, type ErrorCode } from '../model/errors.js';
import { guard } from '../model/guard.js';
import { parameterValues } from '../model/parameters.js';
import { runProgress } from '../model/run-progress.js';
import { runCounts, runStatus, runStepName, runTrigger, sendKind } from '../model/run.js';
import type { PlannedMember } from '../model/integration-set.js';
import type { StoredRunStep } from '../store/run-steps.js';
import type { StoredRun } from '../store/runs.js';
import type { MemberRun } from '../store/set-runs.js';
import { runWorkflowId } from '../model/workflow-ids.js';

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
  integration: z.string().optional(),
  integrationSet: z.string().optional().meta({ description: 'Where it is the run of a set.' }),
  memberOf: z
    .object({ run: z.uuid(), position: z.number().int() })
    .optional()
    .meta({ description: 'The run of the set it is a member of, and its place there, from 1.' }),
  direction: z.enum(['import', 'export']).optional(),
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
  definitionVersion: z.number().int().meta({ description: 'Of the integration, or of the set.' }),
  requestedBy: z.string(),
  rerunOf: z.uuid().optional(),
  resubmits: z.uuid().optional().meta({ description: 'The run whose rejects it sends again, corrected.' }),
  intendedAt: time.optional().meta({ description: 'When its schedule had it due.' }),
  startedAt: time,
  endedAt: time.optional(),
  durationSeconds: seconds.optional(),
  temporal: z.object({ workflowId: z.string(), url: z.string().optional() }),
});

/** What has become of a member of a set. */
const memberView = z.object({
  position: z.number().int(),
  integration: z.string(),
  definitionVersion: z.number().int(),
  run: z.uuid().optional().meta({ description: 'Absent while it has not begun.' }),
  name: z.string().optional(),
  status: runStatus.optional(),
  reason: z.string().optional(),
  repeated: z.literal(false).optional().meta({ description: 'It has Completed in an earlier run of the set.' }),
});

/** The Run Summary of one run. */
export const runSummaryView = runView.extend({
  steps: z.array(stepView),
  progress: runProgress.optional().meta({ description: 'While it moves records: how far it has come.' }),
  members: z.array(memberView).optional().meta({ description: 'Of the run of a set, in their order.' }),
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
    ...(run.isSet
      ? { integrationSet: run.integration }
      : { integration: run.integration, ...present('memberOf', viewMembership(run)), direction: run.direction }),
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
    ...present('intendedAt', run.intendedAt?.toISOString()),
    startedAt: run.startedAt.toISOString(),
    ...present('endedAt', run.endedAt?.toISOString() ?? null),
    ...present('durationSeconds', secondsOf(run)),
    temporal: { workflowId, ...present('url', webUi === undefined ? null : webUi + path) },
  };
}

/** What a Run Summary tells beside the run itself. */
export interface RunParts {
  steps: readonly StoredRunStep[];
  /** Of the run of a set: the runs of its members that have one, by their ids. */
  members: ReadonlyMap<string, MemberRun>;
}

/** The Run Summary with the steps of the run, or the members of the set. */
export function viewRunSummary(
  run: StoredRun,
  { steps, members }: RunParts,
  webUi: WebUi,
): z.output<typeof runSummaryView> {
  const plan = run.plan?.members.map((member, index) => viewMember(member, index + 1, members.get(member.run)));
  return {
    ...viewRun(run, webUi),
    steps: steps.map(viewStep),
    ...present('progress', viewProgress(run, steps)),
    ...present('members', plan),
  };
}

function viewMember(
  { integration, definitionVersion, isDone }: PlannedMember,
  position: number,
  run: MemberRun | undefined,
): z.output<typeof memberView> {
  const of = { position, integration, definitionVersion };
  if (run === undefined) return of;
  const { run: id, name, status, reason } = run;
  return { ...of, run: id, name, status, ...present('reason', reason), ...(isDone ? { repeated: false } : {}) };
}

/** Of the step that is under way, where it has noted any. */
function viewProgress(
  { endedAt }: StoredRun,
  steps: readonly StoredRunStep[],
): z.output<typeof runProgress> | undefined {
  const current = steps.find((step) => step.endedAt === null);
  const progress = current?.progress ?? null;
  return endedAt !== null || current === undefined || progress === null
    ? undefined
    : { step: current.step, ...progress };
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

function viewMembership({ setRun, member }: StoredRun): RunView['memberOf'] | null {
  return setRun === null ? null : { run: setRun, position: member ?? 0 };
}
