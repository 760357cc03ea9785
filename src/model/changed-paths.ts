import { definitionChanges } from './definition-changes.js';

/**
 * Where two JSON values differ, as addresses such as `schema.fields[2].type`; what only one of them has is named once,
 * not part by part. The address of the whole is empty.
 */
export function changedPaths(from: unknown, to: unknown): string[] {
  return definitionChanges(from, to).map(({ path }) => path);
}
