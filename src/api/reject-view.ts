import { z } from 'zod';

import { present } from './present.js';
import { reject } from '../model/reject.js';
import type { StoredReject } from '../store/rejects.js';

/** A reject as the Transaction Assistant shows it. */
export const rejectView = reject.extend({
  values: z
    .record(z.string(), z.string())
    .optional()
    .meta({ description: 'Its texts by column; absent where the line could not be read as a record.' }),
  resolvedBy: z.uuid().optional().meta({ description: 'The run in which its correction went through.' }),
  underWayIn: z.uuid().optional().meta({ description: 'The run in which its correction is on its way.' }),
  supersededBy: z.uuid().optional().meta({ description: 'The later run that has brought its key again.' }),
});

/** @param header the names of the columns of the run's file. */
export function viewReject(stored: StoredReject, header: readonly string[] | null): z.output<typeof rejectView> {
  const { fields, resolvedBy, underWayIn, supersededBy, ...rest } = stored;
  return {
    ...rest,
    ...(fields === null || header === null ? {} : { values: valuesOf(header, fields) }),
    ...present('resolvedBy', resolvedBy),
    ...present('underWayIn', underWayIn),
    ...present('supersededBy', supersededBy),
  };
}

function valuesOf(header: readonly string[], fields: readonly string[]): Record<string, string> {
  return Object.fromEntries(header.map((name, position) => [name, fields[position] ?? '']));
}
