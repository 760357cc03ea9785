import type { RunCounts } from './run.js';

export const NO_RECORDS: RunCounts = Object.freeze({
  read: 0,
  applied: 0,
  inserted: 0,
  updated: 0,
  deleted: 0,
  unchanged: 0,
  rejected: 0,
  excluded: 0,
});

/** Every record read went somewhere: `read = applied + unchanged + rejected + excluded` (DESIGN §4). */
export function countsAddUp(counts: RunCounts): boolean {
  const { read, applied, inserted, updated, unchanged, rejected, excluded } = counts;
  return read === applied + unchanged + rejected + excluded && applied === inserted + updated;
}

/** The status of a run that reached its end (seed: Check the results). */
export function completedStatus(counts: RunCounts): 'Completed' | 'Completed with Errors' {
  return counts.rejected > 0 ? 'Completed with Errors' : 'Completed';
}

/** `9,994 applied, 6 rejected`: the counts that are not 0, as the log and the Web UI show them. */
export function describeCounts(counts: RunCounts): string {
  const shown = (['read', 'applied', 'unchanged', 'deleted', 'rejected', 'excluded'] as const)
    .filter((name) => counts[name] > 0)
    .map((name) => `${counts[name].toLocaleString('en-US')} ${name}`);
  return shown.length > 0 ? shown.join(', ') : 'no records';
}
