import type { ErrorCode } from './errors.js';
import { completedStatus, NO_RECORDS } from './run-counts.js';
import type { RunCounts, RunOutcome } from './run.js';

/** Why a run ended before it was through. */
export interface Failure {
  code: ErrorCode;
  reason: string;
}

/** What the target of such a run has of its records: their counts where they were applied, `none`, or nobody knows. */
export type AppliedRecords = RunCounts | 'none' | 'unknown';

const UNKNOWN =
  ' (whether its records were applied is not known: the target could not be asked, and will be until it answers)';
const APPLIED = ' (its records had been applied before)';

/** How a run ends that failed or was halted, or was ended by hand: what counts is what became of its records. */
export function endedLoad({ code, reason }: Failure, applied: AppliedRecords): RunOutcome {
  if (applied === 'none') return { status: 'Failed', counts: NO_RECORDS, code, reason };
  if (applied === 'unknown') {
    return { status: 'Failed', counts: NO_RECORDS, code, reason: reason + UNKNOWN, unsettled: true };
  }
  return { status: completedStatus(applied), counts: applied, reason: reason + APPLIED };
}

/** How a run that ended unsettled ends after all, by what its target answers. */
export function settledLoad({ code, reason }: Failure, applied: Exclude<AppliedRecords, 'unknown'>): RunOutcome {
  return endedLoad({ code, reason: reason.replace(UNKNOWN, '') }, applied);
}
