import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';

import type { RunRequest } from '../model/run-request.js';
import type { RunOutcome } from '../model/run.js';
import type { HeldChoice, IntegratorState, StopMode, TaskStatus } from '../model/site.js';

/** The one task queue of the product, unless the configuration names another. */
export const TASK_QUEUE = 'integrator';

export const siteWorkflowId = (site: string): string => `site/${site}`;
export const runWorkflowId = (run: string): string => `run/${run}`;
export const settlementWorkflowId = (run: string): string => `settlement/${run}`;

/** Who starts a site, and what becomes of the requests it held. */
export interface StartRequest {
  by: string;
  held?: HeldChoice;
  /** When it is to start, where not at once: an ISO 8601 time with offset. */
  at?: string;
}

/** Who stops a site, why, and whether its running runs are halted or finish first. */
export interface StopRequest {
  reason: string;
  mode?: StopMode;
  /** When a drain turns into a halt: an ISO 8601 time with offset, or a duration from now such as `PT10M`. */
  deadline?: string;
  by: string;
}

/** Who asks for something that needs no more. */
export interface AskedBy {
  by: string;
}

/** What a start or stop answers: `Site LIVE started successfully!` */
export interface Confirmation {
  message: string;
  /** When the site starts, where that was planned: ISO 8601. */
  startAt?: string;
  /** Set where the site is stopping still: its runs take longer than the caller can be kept. */
  isStopping?: true;
}

/** How a run ended, and the Run Name it was given. */
export interface RunResult extends RunOutcome {
  name: string;
}

/** A run the site knows to be open. */
export interface OpenRun {
  run: string;
  integration: string;
}

export interface SiteView {
  integrator: IntegratorState;
  /** Why it was stopped. */
  reason?: string;
  runs: OpenRun[];
  /** When the drain it is in turns into a halt: ISO 8601. */
  deadline?: string;
  plannedStart?: PlannedStartView;
}

/** A start that is to come. */
export interface PlannedStartView {
  /** ISO 8601. */
  at: string;
  by: string;
  held: HeldChoice;
}

// start and stop are signals for those who only send, and Updates for those who need the confirmation.
export const startSiteSignal = defineSignal<[StartRequest]>('startSite');
export const stopSiteSignal = defineSignal<[StopRequest]>('stopSite');
export const requestRunSignal = defineSignal<[RunRequest]>('requestRun');
export const startSiteUpdate = defineUpdate<Confirmation, [StartRequest]>('startSite');
export const stopSiteUpdate = defineUpdate<Confirmation, [StopRequest]>('stopSite');
export const requestRunUpdate = defineUpdate<void, [RunRequest]>('requestRun');
/** Ends the workflow of a stopped site, before the site is deleted. */
export const retireSiteUpdate = defineUpdate<void, [AskedBy]>('retireSite');
/** Takes back a start that was planned. */
export const cancelStartUpdate = defineUpdate<void, [AskedBy]>('cancelStart');

export const stateQuery = defineQuery<SiteView>('state');
/** The status of every task that is not blank, by integration. */
export const tasksQuery = defineQuery<Record<string, TaskStatus>>('tasks');
/** The newest lines of the site's log, oldest first, in the seed's format. */
export const logQuery = defineQuery<string[]>('log');

/** To a run that waits for its file name: it may be free now. */
export const fileReleasedSignal = defineSignal('fileReleased');

/** To a run: end now, apply nothing. */
export const haltRunSignal = defineSignal<[{ reason: string }]>('haltRun');
