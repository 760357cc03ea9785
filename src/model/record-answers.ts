import { z } from 'zod';

/**
 * What an http endpoint may answer for the records of a batch: `{"results":[{"index":0,"status":"rejected",…}]}`. A
 * record that is not named is accepted.
 */
export const recordAnswers = z.object({
  results: z.array(
    z.object({
      /** The place of the record in the batch, from 0. */
      index: z.number().int().min(0),
      /** `unchanged`: the endpoint has the record as it is already. */
      status: z.enum(['accepted', 'unchanged', 'rejected']),
      code: z.string().optional(),
      message: z.string().optional(),
    }),
  ),
});

export type RecordAnswer = z.output<typeof recordAnswers>['results'][number];
