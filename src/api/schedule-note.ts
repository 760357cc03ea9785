import { isDeepStrictEqual } from 'node:util';

import type { Schedule } from '../model/schedule.js';

/**
 * Who changed what of a schedule: `api made it`, `api changed recurrence, parameters`.
 *
 * @returns undefined where nothing has changed.
 */
export function changeNote(by: string, before: Schedule | undefined, after: Schedule): string | undefined {
  if (before === undefined) return `${by} made it`;
  const names = Object.keys({ ...before, ...after }) as (keyof Schedule)[];
  const changed = names.filter((name) => !isDeepStrictEqual(before[name], after[name]));
  return changed.length === 0 ? undefined : `${by} changed ${changed.join(', ')}`;
}
