import { z } from 'zod';

import type { ErrorCode } from './errors.js';

/** The statuses of a run, spelled as the seed spells them; `Not Run` is ours (DESIGN §1). */
export const runStatus = z.enum(['In-Progress', 'Completed', 'Completed with Errors', 'Failed', 'Not Run']);
export type RunStatus = z.output<typeof runStatus>;

/** What asked for a run. */
export const runTrigger = z.enum(['manual', 'rerun', 'resubmit', 'signal', 'schedule']);
export type RunTrigger = z.output<typeof runTrigger>;

/** Send All: every record. Send Changed: those that differ from what was last acknowledged (DESIGN §1). */
export const sendKind = z.enum(['all', 'changed']);
export type SendKind = z.output<typeof sendKind>;

const count = z.number().int().nonnegative();

/** What became of the records of a run. `applied = inserted + updated`; deleted ones were never in the file. */
export const runCounts = z.strictObject({
  read: count,
  applied: count,
  inserted: count,
  updated: count,
  deleted: count,
  unchanged: count,
  rejected: count,
  excluded: count,
});
export type RunCounts = z.output<typeof runCounts>;

/** The steps of a run, in their order. */
export const runStepName = z.enum(['receive', 'open', 'load', 'put-away', 'collect', 'deliver', 'send', 'acknowledge']);
export type RunStepName = z.output<typeof runStepName>;

/** How a run ended. */
export interface RunOutcome {
  status: Exclude<RunStatus, 'In-Progress'>;
  counts: RunCounts;
  /** Why it is not Completed. */
  reason?: string;
  /** The rule that refused or failed it. */
  code?: ErrorCode;
  /** Its target could not be asked whether its records were applied, and may have applied them: it ends anew then. */
  unsettled?: true;
}
