import type { ActivityOptions, LocalActivityOptions } from '@temporalio/workflow';

/** Waits between attempts while the other side is away; trying goes on until somebody halts the run. */
const retry = { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '30s' } as const;

/** One or two statements on the control database: run in the workflow's own task, without a turn through the server. */
export const shortStep: LocalActivityOptions = { startToCloseTimeout: '10s', localRetryThreshold: '10s', retry };

/**
 * Moves data for as long as it takes. A worker that dies is noticed within the heartbeat timeout, and so is a halt; a
 * halted step is waited for, so that it has let go of the target before the run is closed.
 */
export const longStep: ActivityOptions = {
  startToCloseTimeout: '24h',
  heartbeatTimeout: '5s',
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  retry,
};

/** Looks after Schedules; what goes wrong with one of them is tried again, and then in ten minutes. */
export const upkeepStep: ActivityOptions = {
  startToCloseTimeout: '1h',
  heartbeatTimeout: '5s',
  retry: { ...retry, maximumAttempts: 3 },
};

/** Makes sure that a halted load stays unapplied; gives up on a target that cannot be reached. */
export const cleanUpStep: ActivityOptions = { startToCloseTimeout: '3s', scheduleToCloseTimeout: '4s', retry };

/** Reads a source to count its records; who asked waits for it. */
export const countStep: ActivityOptions = {
  startToCloseTimeout: '55s',
  heartbeatTimeout: '5s',
  retry: { ...retry, maximumAttempts: 2 },
};

/** Settles what has arrived of an export; goes on until the store answers. */
export const acknowledgeStep: ActivityOptions = { startToCloseTimeout: '1h', heartbeatTimeout: '5s', retry };

/** The same for a run that is to end now: what cannot be told soon counts as not arrived, and is sent again. */
export const cutOffStep: ActivityOptions = {
  startToCloseTimeout: '30s',
  scheduleToCloseTimeout: '30s',
  heartbeatTimeout: '5s',
  retry,
};

/** Reaches each connection of a site once; an endpoint that does not answer is a result, not a failure. */
export const checkStep: ActivityOptions = { startToCloseTimeout: '15s', retry: { ...retry, maximumAttempts: 3 } };

/** Closes a run that did not close itself, or ended unsettled; goes on until the store, or the target, answers. */
export const settleStep: ActivityOptions = { startToCloseTimeout: '15s', retry };

/** Puts a file away; a folder that cannot be reached is no reason to keep a run open for long. */
export const tidyStep: ActivityOptions = { startToCloseTimeout: '30s', scheduleToCloseTimeout: '60s', retry };
