import { z } from 'zod';

import { runStepName } from './run.js';

const count = z.number().int().nonnegative();

/** How far a step has come. */
export const stepProgress = z.object({
  records: count.meta({ description: 'Read so far; of records that are sent, those that have arrived.' }),
  bytes: count.optional().meta({ description: 'Of the file that is read.' }),
  totalBytes: count.optional(),
  secondsLeft: count.optional().meta({ description: 'Until all of it is read, at the speed so far.' }),
});
export type StepProgress = z.output<typeof stepProgress>;

/** How far the step has come that a run is at. */
export const runProgress = z.object({ step: runStepName, ...stepProgress.shape });
export type RunProgress = z.output<typeof runProgress>;
