import type { RunStatus } from '../model/run.js';

/** What a command ends with. */
export const EXIT = {
  completed: 0,
  failed: 1,
  usage: 2,
  completedWithErrors: 3,
  /** By Ctrl-C: 128 and the number of the signal, as shells have it. */
  interrupted: 130,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** How a command ends that has waited for a run. One that still runs has not failed. */
export function exitCodeOf(status: RunStatus): ExitCode {
  if (status === 'Completed' || status === 'In-Progress') return EXIT.completed;
  return status === 'Completed with Errors' ? EXIT.completedWithErrors : EXIT.failed;
}
