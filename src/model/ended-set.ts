import type { ErrorCode } from './errors.js';
import type { RunOutcome } from './run.js';

/** A member of a set that has come to its end, or was passed over. */
export interface EndedMember {
  /** From 1. */
  position: number;
  integration: string;
  status: RunOutcome['status'];
  reason?: string | undefined;
  /** It was to run only if the one before it had Completed. */
  isPassedOver?: true;
}

/** How a set has ended, and why those of its members are Not Run that it did not come to. */
export interface EndedSet {
  outcome: Omit<RunOutcome, 'counts'>;
  rest: { code: ErrorCode; reason: string };
}

const NONE_LEFT = { code: 'set-aborted', reason: 'The set has ended before it came to this member.' } as const;

/** Every member had its turn (seed: Check the results). */
export function endedSet(members: readonly EndedMember[]): EndedSet {
  const others = members.filter(({ status }) => status !== 'Completed');
  if (others.length === 0) return { outcome: { status: 'Completed' }, rest: NONE_LEFT };
  const named = others.map(({ position, integration, status }) => `${position} ${integration} (${status})`).join(', ');
  const reason = `${others.length} of ${members.length} members have not Completed: ${named}`;
  return { outcome: { status: 'Completed with Errors', reason }, rest: NONE_LEFT };
}

/** A member that has not Completed stops the set (seed: Abort on Failure). */
export function abortedSet(member: EndedMember): EndedSet {
  const { position, integration, status, reason } = member;
  const said = `Member ${position}, ${integration}, ended ${status}${reason === undefined ? '' : `: ${reason}`}`;
  return {
    outcome: { status: 'Failed', code: 'set-aborted', reason: `Aborted on failure. ${said}` },
    rest: { code: 'set-aborted', reason: `The set was aborted. ${said}` },
  };
}

/** `reason`: `Halted: site LIVE was stopped: stocktake`. */
export function haltedSet(reason: string): EndedSet {
  const halted = { code: 'halted', reason } as const;
  return { outcome: { status: 'Failed', ...halted }, rest: halted };
}

/** A member with `when: previousSucceeded` whose predecessor has not Completed. */
export function passedOver({ position, integration, status }: EndedMember): EndedSet['rest'] {
  const reason = `It runs only if the member before it has Completed: member ${position}, ${integration}, ended ${status}.`;
  return { code: 'previous-member-failed', reason };
}
