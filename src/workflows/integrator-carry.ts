import type { AnyRunRequest } from '../model/run-request.js';
import type { LogEntry } from '../model/site-log.js';
import type { HeldChoice, IntegratorState } from '../model/site.js';
import type { Commencing } from './held-runs.js';
import type { OpenRun } from './messages.js';

/** A start that is to come; `at` is in milliseconds since 1970. */
export interface PlannedStart {
  at: number;
  by: string;
  held: HeldChoice;
}

/** When a drain turns into a halt, in milliseconds since 1970; who stopped the site, and why. */
export interface Deadline {
  at: number;
  by: string;
  reason: string;
}

/** What one execution of a site's workflow hands to the next. */
export interface IntegratorCarry {
  integrator: IntegratorState;
  timeZone: string;
  /** Why it was stopped. */
  reason?: string | undefined;
  pendingChanged: string[];
  runs: OpenRun[];
  /** Requests that were let through but not begun. */
  deferred: AnyRunRequest[];
  /** How far it is with running what it held. */
  commencing?: Commencing | undefined;
  plannedStart?: PlannedStart | undefined;
  deadline?: Deadline | undefined;
  log: LogEntry[];
}

/** What the first execution begins with. */
export function newSite(): IntegratorCarry {
  return { integrator: 'Stopped', timeZone: 'UTC', pendingChanged: [], runs: [], deferred: [], log: [] };
}
