import { z } from 'zod';

import { share, shareOf } from './guard.js';

/** How many records may be refused, or deleted, before the whole file is: a number (`100`) or a share (`5%`). */
export const recordLimit = z
  .union([z.number().int().nonnegative(), share])
  .meta({ description: 'A number of records, such as 100, or a share, such as 5%.' });

export type RecordLimit = z.output<typeof recordLimit>;

/** Whether `some` of `all` records are more than `limit` allows. Without a limit nothing is too much. */
export function exceedsLimit(limit: RecordLimit | undefined, some: number, all: number): boolean {
  if (limit === undefined) return false;
  return some > (typeof limit === 'number' ? limit : shareOf(limit, all));
}
