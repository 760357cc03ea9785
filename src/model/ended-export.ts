import type { Failure } from './ended-load.js';
import { completedStatus, NO_RECORDS } from './run-counts.js';
import type { RunCounts, RunOutcome } from './run.js';

/** What has arrived of an export. */
export interface Acknowledged {
  counts: RunCounts;
  /** Whether that is all there was to send. */
  isWhole: boolean;
}

/** How an export ends that failed or was halted, or was ended by hand: what counts is what has arrived of it. */
export function endedExport({ code, reason }: Failure, acknowledged: Acknowledged | undefined): RunOutcome {
  const { counts, isWhole } = acknowledged ?? { counts: NO_RECORDS, isWhole: false };
  return isWhole
    ? { status: completedStatus(counts), counts, reason: `${reason} (all had arrived before)` }
    : { status: 'Failed', counts, code, reason };
}
