import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';

import type { RunRequest } from '../model/run-request.js';
import type { RunOutcome } from '../model/run.js';
import type { IntegratorState, StopMode, TaskStatus } from '../model/site.js';

/** The one task queue of the product, unless the configuration names another. */
export const TASK_QUEUE = 'integrator';

export const siteWorkflowId = (site: string): string => `site/${site}`;
export const runWorkflowId = (run: string): string => `run/${run}`;
export const settlementWorkflowId = (run: string): string => `settlement/${run}`;

/** Who starts a site. */
export interface StartRequest {
  by: string;
}

/** Who stops a site, why, and whether its running runs are halted or finish first. */
export interface StopRequest {
  reason: string;
  mode?: StopMode;
  by: string;
}

/** What a start or stop answers: `Site LIVE started successfully!` */
export interface Confirmation {
  message: string;
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
}

// start and stop are signals for those who only send, and Updates for those who need the confirmation.
export const startSiteSignal = defineSignal<[StartRequest]>('startSite');
export const stopSiteSignal = defineSignal<[StopRequest]>('stopSite');
export const requestRunSignal = defineSignal<[RunRequest]>('requestRun');
export const startSiteUpdate = defineUpdate<Confirmation, [StartRequest]>('startSite');
export const stopSiteUpdate = defineUpdate<Confirmation, [StopRequest]>('stopSite');
export const requestRunUpdate = defineUpdate<void, [RunRequest]>('requestRun');
/** Ends the workflow of a stopped site, before the site is deleted. */
export const retireSiteUpdate = defineUpdate<void>('retireSite');

export const stateQuery = defineQuery<SiteView>('state');
/** The status of every task that is not blank, by integration. */
export const tasksQuery = defineQuery<Record<string, TaskStatus>>('tasks');
/** The newest lines of the site's log, oldest first, in the seed's format. */
export const logQuery = defineQuery<string[]>('log');

/** To a run that waits for its file name: it may be free now. */
export const fileReleasedSignal = defineSignal('fileReleased');

/** To a run: end now, apply nothing. */
export const haltRunSignal = defineSignal<[{ reason: string }]>('haltRun');
