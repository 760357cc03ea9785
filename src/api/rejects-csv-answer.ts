import type { FileColumn } from '../records/rejects-csv-columns.js';
import { writeRejectLines, writeRejectsHeader } from '../records/rejects-csv.js';
import type { Database } from '../store/database.js';
import { listRejects, type RejectFilter } from '../store/rejects.js';

/** How many rejects are in memory at once. */
const PAGE = 1000;

/** The rejects of a run as CSV, piece by piece, whatever their number. */
export async function* rejectsCsv(
  database: Database,
  run: string,
  columns: readonly FileColumn[],
  filter: Omit<RejectFilter, 'after' | 'limit'>,
): AsyncGenerator<string> {
  yield writeRejectsHeader(columns);
  let after = 0;
  for (;;) {
    const rejects = await listRejects(database, run, { ...filter, after, limit: PAGE });
    const last = rejects.at(-1);
    if (last === undefined) return;
    yield writeRejectLines(rejects, columns);
    after = last.record;
  }
}
