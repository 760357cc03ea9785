import type { ErrorCode } from '../model/errors.js';
import type { Integration } from '../model/integration.js';
import type { RunCounts, RunOutcome, RunTrigger } from '../model/run.js';

/** A run that has the end it keeps, as it is measured. */
export interface EndedRun {
  site: string;
  direction: Integration['direction'];
  isSet: boolean;
  trigger: RunTrigger;
  /** It was a fire of a schedule: not a member of a set that was. */
  isFire: boolean;
  dryRun: boolean;
  status: RunOutcome['status'];
  code: ErrorCode | null;
  counts: RunCounts;
  /** From its start to its end. */
  seconds: number;
}
