import { z } from 'zod';

const values = z.array(z.union([z.string(), z.number(), z.boolean()])).min(1);

/**
 * A named filter of a site: values by field. A record belongs to the group when each field named has one of its values:
 * `{ department: [Bakery, Deli], employment: [casual] }` are the casuals of two departments.
 */
export const exclusionGroup = z
  .record(z.string().min(1), values)
  .refine((fields) => Object.keys(fields).length > 0, 'expected a field and its values');

export type ExclusionGroup = z.output<typeof exclusionGroup>;
