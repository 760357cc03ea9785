import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import {
  CancellationScope,
  getExternalWorkflowHandle,
  log,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';

import type { Activities } from '../activities/index.js';
import { NO_RECORDS } from '../model/run-counts.js';
import type { AnyRunRequest } from '../model/run-request.js';
import type { Template } from '../model/schedule-template.js';
import { runWorkflowId } from '../model/workflow-ids.js';
import { settleStep, shortStep } from './activity-options.js';
import { endRun } from './end-run.js';
import { FireMessages, passTurnOn } from './fire-messages.js';
import { Halt } from './halt.js';
import { haltRunSignal, type RunResult } from './messages.js';

const { openFire, askSite, findRunEnd } = proxyLocalActivities<Activities>(shortStep);
const { closeFire } = proxyActivities<Activities>(settleStep);

/** As Temporal's Schedules give it to what they start. */
const SCHEDULED_START = defineSearchAttributeKey('TemporalScheduledStartTime', SearchAttributeType.DATETIME);

/** When a run that cannot be told is told again, in milliseconds; longer each time. */
const TELL_AGAIN = { first: 2000, longest: 60_000 };

/** Which schedule is due. */
export interface ScheduleReference {
  site: string;
  schedule: string;
  id: string;
  template: Template;
}

type DueFire = Parameters<Activities['openFire']>[0];

/**
 * One fire of a schedule, started by Temporal's Schedule when it is due: takes its turn, asks its site for the run, and
 * waits for its end, so that the Web UI's recent actions tell how it went. However it ends, it leaves a row.
 *
 * @returns how the run has ended, or why there is none.
 * @throws ApplicationFailure with the code of what made the run Failed.
 */
export async function scheduledRequest(schedule: ScheduleReference): Promise<RunResult | string> {
  const [messages, halt] = [new FireMessages(), new Halt()];
  const fire = { ...schedule, workflow: workflowInfo().workflowId, intendedAt: intendedAt() };
  return CancellationScope.nonCancellable(async () => {
    const opened = await messages.awaitTurn(() => takeTurn(fire));
    if (opened.turn === 'over') {
      setCurrentDetails(opened.status);
      log.info('Fire is over', { schedule: schedule.schedule, reason: opened.status });
      await passTurnOn(opened.waiting);
      return opened.status;
    }
    const result = await run(opened.request, messages, halt);
    await passTurnOn(await closeFire(fire, opened.request, result));
    return endRun(result.name, result);
  });
}

/** When it was due, which may be long ago; of one that was started by hand, now. */
function intendedAt(): string {
  const { typedSearchAttributes, startTime } = workflowInfo();
  return (typedSearchAttributes.get(SCHEDULED_START) ?? startTime).toISOString();
}

/** Undefined while it is the turn of earlier ones, which are halted where the schedule says so. */
async function takeTurn(fire: DueFire) {
  const opened = await openFire(fire);
  if (opened.turn !== 'wait') return opened;
  setCurrentDetails('Waiting for an earlier run of the schedule to end');
  for (const earlier of opened.halts) {
    await haltRun(earlier, `Halted: the schedule ${fire.schedule} was due again`);
  }
  return undefined;
}

/** Asks the site for the run, and waits for its end; whoever cancels the fire halts its run. */
async function run(request: AnyRunRequest, messages: FireMessages, halt: Halt): Promise<RunResult> {
  if (halt.reason !== undefined) {
    return { name: request.run, status: 'Not Run', counts: NO_RECORDS, code: 'halted', reason: halt.reason };
  }
  setCurrentDetails(`Run ${request.run}`);
  await askSite(request);
  halt.scope.cancelRequested.catch(() => haltRun(request.run, halt.reason ?? 'Halted'));
  return messages.awaitEnd(() => findEnd(request));
}

/** The site may have been asked in vain: its workflow was ended by hand before it heard. Then it is asked again. */
async function findEnd(request: AnyRunRequest): Promise<RunResult | undefined> {
  const found = await findRunEnd(request.run);
  if (found === 'none') await askSite(request);
  return found === 'none' || found === 'In-Progress' ? undefined : found;
}

/** One that waits to begin cannot be told yet; one that has ended cannot be told any more, and need not be. */
async function haltRun(id: string, reason: string): Promise<void> {
  for (let wait = TELL_AGAIN.first; ; wait = Math.min(2 * wait, TELL_AGAIN.longest)) {
    try {
      await getExternalWorkflowHandle(runWorkflowId(id)).signal(haltRunSignal, { reason });
      return;
    } catch {
      await sleep(wait);
    }
    const found = await findRunEnd(id);
    if (found !== 'none' && found !== 'In-Progress') return;
  }
}
