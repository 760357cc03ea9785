import { z } from 'zod';

/** How many records of a file may be refused before the whole file is: a number (`100`) or a share (`5%`). */
export const rejectLimit = z
  .union([
    z.number().int().nonnegative(),
    z
      .string()
      .regex(/^\d+(\.\d+)? ?%$/, {
        error: 'expected a number of records such as 100, or a share such as 5%',
        abort: true,
      })
      .refine((text) => Number.parseFloat(text) <= 100, 'expected at most 100%'),
  ])
  .meta({ description: 'A number of records, such as 100, or a share of the file, such as 5%.' });

export type RejectLimit = z.output<typeof rejectLimit>;

/** Whether `rejected` of `read` records are more than `limit` allows. Without a limit nothing is too much. */
export function exceedsRejectLimit(limit: RejectLimit | undefined, rejected: number, read: number): boolean {
  if (limit === undefined) return false;
  if (typeof limit === 'number') return rejected > limit;
  return rejected * 100 > Number.parseFloat(limit) * read;
}
