import type { Dependencies } from './dependencies.js';
import { findRun } from '../store/runs.js';
import type { RunOutcome } from '../model/run.js';

/** How a run has ended; that it has not; or that it has no row. For those who were not told. */
export const findRunEnd =
  ({ database }: Dependencies) =>
  async (id: string): Promise<(RunOutcome & { name: string }) | 'In-Progress' | 'none'> => {
    const run = await findRun(database, id);
    if (run === undefined) return 'none';
    if (run.status === 'In-Progress') return run.status;
    const { name, status, counts, reason, code } = run;
    return { name, status, counts, ...(reason === null ? {} : { reason }), ...(code === null ? {} : { code }) };
  };
