import type { RunProgress } from './run-progress.js';
import type { RunStatus } from './run.js';

/** What is told to whoever watches a site; `data` says what to look up again. */
export type SiteEvent =
  /** The state of its Integrator, a task, the held requests, a planned start or what is armed has changed. */
  | { event: 'site'; data: Record<string, never> }
  /** A run was opened, came to its next step, or ended. */
  | { event: 'run'; data: { run: string; status: RunStatus } }
  /** About once a second, while a run moves records. */
  | { event: 'progress'; data: { run: string } & RunProgress }
  /** A schedule was made, changed, enabled, disabled or deleted. */
  | { event: 'schedule'; data: { schedule: string } }
  /** A definition was saved or deleted. */
  | { event: 'definition'; data: { integration: string } | { integrationSet: string } }
  /** Nobody knows what has changed meanwhile: all is to be looked up again. */
  | { event: 'missed'; data: Record<string, never> };
