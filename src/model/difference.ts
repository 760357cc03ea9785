import { z } from 'zod';

/** How many differences of each kind a dry run keeps. */
export const KEPT_DIFFERENCES = 100;

export const differenceKind = z.enum(['insert', 'update', 'delete']);
export type DifferenceKind = z.output<typeof differenceKind>;

const record = z.record(z.string(), z.json());

/** A record that a dry run would insert, update or delete: as it is in the target, and as it would be. */
export const difference = z.strictObject({
  kind: differenceKind,
  before: record.nullable(),
  after: record.nullable(),
});
export type Difference = z.output<typeof difference>;
