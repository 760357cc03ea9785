import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';

import type { AnyRunRequest } from '../model/run-request.js';
import type { RunOutcome } from '../model/run.js';
import type { HeldChoice, IntegratorState, StopMode, TaskStatus } from '../model/site.js';

/** The one task queue of the product, unless the configuration names another. */
export const TASK_QUEUE = 'integrator';

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
  /** Absent where it is one of a set. */
  integration?: string;
  integrationSet?: string;
  /** The workflow of the fire that asked for it, which is told how it ends. */
  fire?: string;
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
export const requestRunSignal = defineSignal<[AnyRunRequest]>('requestRun');
export const startSiteUpdate = defineUpdate<Confirmation, [StartRequest]>('startSite');
export const stopSiteUpdate = defineUpdate<Confirmation, [StopRequest]>('stopSite');
export const requestRunUpdate = defineUpdate<void, [AnyRunRequest]>('requestRun');
/** Ends the workflow of a stopped site, before the site is deleted. */
export const retireSiteUpdate = defineUpdate<void, [AskedBy]>('retireSite');
/** Takes back a start that was planned. */
export const cancelStartUpdate = defineUpdate<void, [AskedBy]>('cancelStart');

export const stateQuery = defineQuery<SiteView>('state');
/** The status of every task that is not blank, by integration. */
export const tasksQuery = defineQuery<Record<string, TaskStatus>>('tasks');
/** The newest lines of the site's log, oldest first, in the seed's format. */
/** The newest lines of the log, in a time zone: the site's as it was at its last start, where none is given. */
export const logQuery = defineQuery<string[], [timeZone?: string]>('log');

/** To the workflow of a fire that waits: another one of its schedule has ended. */
export const fireTurnSignal = defineSignal('fireTurn');

/** To a run that waits for its file name: it may be free now. */
export const fileReleasedSignal = defineSignal('fileReleased');

/** To the workflow of a fire: how the run it asked for has ended. */
export const runEndedSignal = defineSignal<[RunResult]>('runEnded');

/** To a run: end now, apply nothing. */
export const haltRunSignal = defineSignal<[{ reason: string }]>('haltRun');
