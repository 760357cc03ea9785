import { Guards } from './guards.js';
import type { ExportToDo } from './read-run.js';
import type { Collected } from '../store/collected.js';
import type { Database } from '../store/database.js';
import { meanRecordCount } from '../store/runs.js';

/**
 * Holds an export back before anything has left.
 *
 * @throws IntegratorError `too-many-deletes`, `unusual-record-count`.
 */
export async function judgeExport(
  database: Database,
  { run, definition }: ExportToDo,
  { read, gone, deletes, updated, unchanged }: Collected,
): Promise<void> {
  const guards = new Guards(definition.limits, run.liftedGuards);
  if (deletes > 0) guards.refuseDeletes(gone, gone + updated + unchanged);
  const { recordCount } = guards;
  const mean = recordCount && (await meanRecordCount(database, run, recordCount.ofLast));
  if (recordCount !== undefined && mean !== undefined) guards.refuseRecordCount(read, recordCount, mean);
}
