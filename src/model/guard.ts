import { z } from 'zod';

/** What is checked of a whole load before anything is written; a run that was stopped by one may be run again with it lifted. */
export const guard = z.enum(['maxRejects', 'maxDeletes', 'recordCount']);
export type Guard = z.output<typeof guard>;

/** A share of something: `5%`, at most 100%. */
export const share = z
  .string()
  .regex(/^\d+(\.\d+)? ?%$/, { error: 'expected a share such as 5%', abort: true })
  .refine((text) => shareOf(text, 1) <= 1, 'expected at most 100%');

/** `share` of `whole`: 5 for 5% of 100. */
export function shareOf(share: string, whole: number): number {
  // Multiplied first: 29% of 100 is 29, not 28.999999999999996.
  return (Number.parseFloat(share) * whole) / 100;
}

/** How far the number of records may be from what the runs before have read. */
export const recordCountGuard = z.strictObject({
  ofLast: z.number().int().min(1).max(50).default(5).meta({ description: 'The mean of so many runs is the measure.' }),
  atLeast: z
    .string()
    .regex(/^\d+ ?%$/, 'expected a share such as 50%')
    .optional(),
  atMost: z
    .string()
    .regex(/^\d+ ?%$/, 'expected a share such as 200%')
    .optional(),
});
export type RecordCountGuard = z.output<typeof recordCountGuard>;
