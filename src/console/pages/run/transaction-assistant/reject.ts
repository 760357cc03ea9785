import type { Api } from '../../../api.js';

/** A record that was refused. */
export type Reject = Api['Reject'];
export type RejectColumn = Api['RejectColumn'];

/** What is wrong with a record, in a field or as a whole; `code` where a check says so. */
export interface Fault {
  field?: string;
  code?: Reject['reasons'][number]['code'];
  message: string;
}

/** New texts by column. */
export type Edit = Readonly<Record<string, string>>;

/** What is entered for rejects, by the numbers of their records. */
export type Edits = Readonly<Record<number, Edit>>;

/** A reject can be corrected while no correction of it has gone through or is on its way. */
export function isOpen({ resolvedBy, underWayIn }: Reject): boolean {
  return resolvedBy === undefined && underWayIn === undefined;
}
