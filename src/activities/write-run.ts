import type { Dependencies } from './dependencies.js';
import { NO_RECORDS } from '../model/run-counts.js';
import type { EndedRun } from '../store/ended-run.js';
import { insertRun, type NewRun, type Refusal } from '../store/insert-run.js';

/**
 * Writes down a run, as insertRun does, and tells the meter what it is: the run of a fire that has begun, or one that
 * does not run. One that was written down before is not told again.
 */
export async function writeRun({ database, meter }: Dependencies, run: NewRun): Promise<void> {
  const written = await insertRun(database, run);
  if (written === undefined) return;
  const { refusal } = written;
  if (refusal !== undefined) meter?.ended(notRun(run, refusal));
  else if (isFire(run)) meter?.fired((Date.now() - run.intendedAt.getTime()) / 1000);
}

function notRun(run: NewRun, { code, status }: Refusal): EndedRun {
  const { site, direction, isSet, trigger, dryRun } = run;
  const facts = { site, direction, isSet, trigger, dryRun, isFire: isFire(run) };
  return { ...facts, status: status ?? 'Not Run', code, counts: NO_RECORDS, seconds: 0 };
}

/** Members of a set that is due have the time it was due as well. */
function isFire(run: NewRun): run is NewRun & { intendedAt: Date } {
  return run.schedule !== null && run.intendedAt !== null && run.setRun === null;
}
