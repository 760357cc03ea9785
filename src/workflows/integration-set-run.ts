import {
  CancellationScope,
  log,
  proxyLocalActivities,
  setCurrentDetails,
  upsertSearchAttributes,
} from '@temporalio/workflow';

import type { Activities } from '../activities/index.js';
import { abortedSet, endedSet, haltedSet, passedOver, type EndedMember, type EndedSet } from '../model/ended-set.js';
import type { PlannedMember } from '../model/integration-set.js';
import { memberRequest } from '../model/member-request.js';
import { NO_RECORDS } from '../model/run-counts.js';
import type { SetRunRequest } from '../model/run-request.js';
import { shortStep } from './activity-options.js';
import { endRun } from './end-run.js';
import { Halt } from './halt.js';
import type { RunResult } from './messages.js';
import { runMember } from './run-member.js';
import { IntegratorRunName } from './search-attributes.js';

const { openSetRun, closeSetRun, refuseRun } = proxyLocalActivities<Activities>(shortStep);

/**
 * One run of an integration set: its members one after the other, each a run of its own (seed: Test the integrations).
 * Only its site starts it.
 *
 * @throws ApplicationFailure with the code of what made it Failed, after the run was closed.
 */
export async function integrationSetRun(request: SetRunRequest): Promise<RunResult> {
  const halt = new Halt();
  const opened = await CancellationScope.nonCancellable(() => openSetRun(request));
  if (opened.refusal !== undefined) {
    return endRun(opened.name, { status: 'Not Run', counts: NO_RECORDS, ...opened.refusal });
  }
  upsertSearchAttributes([{ key: IntegratorRunName, value: opened.name }]);
  log.info('Run opened', { trigger: request.trigger, members: opened.members.length });
  const ended: EndedMember[] = [];
  const outcome = await CancellationScope.nonCancellable(async () => {
    const { outcome: reached, rest } = await runMembers(request, opened.members, ended, halt);
    return closeSetRun(request.run, reached, rest);
  });
  return endRun(opened.name, outcome, `\n\n${listMembers(opened.members, ended, 'Not Run')}`);
}

/** `ended` is filled as it goes. */
async function runMembers(
  request: SetRunRequest,
  members: readonly PlannedMember[],
  ended: EndedMember[],
  halt: Halt,
): Promise<EndedSet> {
  for (const member of members) {
    const stopped = stopOf(members, ended, halt);
    if (stopped !== undefined) return stopped;
    setCurrentDetails(listMembers(members, ended, 'not yet'));
    ended.push(await haveTurn(request, member, ended, halt));
  }
  return stopOf(members, ended, halt) ?? endedSet(ended);
}

/** Why the set goes no further, where it does not. */
function stopOf(members: readonly PlannedMember[], ended: readonly EndedMember[], halt: Halt): EndedSet | undefined {
  const last = ended.at(-1);
  const isThrough = ended.length === members.length && last?.status === 'Completed';
  if (halt.reason !== undefined && !isThrough) return haltedSet(halt.reason);
  const aborts = members[ended.length - 1]?.onFailure === 'abort';
  const hasFailed = last !== undefined && last.status !== 'Completed' && last.isPassedOver !== true;
  return aborts && hasFailed ? abortedSet(last) : undefined;
}

/** Runs a member, unless it has Completed before, or is to run only after one that has. */
async function haveTurn(
  request: SetRunRequest,
  member: PlannedMember,
  ended: readonly EndedMember[],
  halt: Halt,
): Promise<EndedMember> {
  const [place, previous] = [{ position: ended.length + 1, integration: member.integration }, ended.at(-1)];
  if (member.isDone === true) return { ...place, status: 'Completed' };
  const asked = memberRequest(request, member, place.position);
  if (member.when === 'previousSucceeded' && previous !== undefined && previous.status !== 'Completed') {
    await refuseRun(asked, passedOver(previous));
    return { ...place, status: 'Not Run', isPassedOver: true };
  }
  const { status, reason } = await runMember(asked, halt);
  return { ...place, status, reason };
}

/** The members with what became of each, for the Web UI; while some are yet to run, the next one is In-Progress. */
function listMembers(
  members: readonly PlannedMember[],
  ended: readonly EndedMember[],
  rest: 'not yet' | 'Not Run',
): string {
  const next = rest === 'not yet' ? 'In-Progress' : rest;
  const lines = members.map(({ integration }, index) => {
    const status = ended[index]?.status ?? (index === ended.length ? next : rest);
    return `${index + 1}. ${integration}: **${status}**`;
  });
  return lines.join('\n');
}
