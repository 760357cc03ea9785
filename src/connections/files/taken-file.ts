import { join } from 'node:path/posix';

import type { ImportSource } from '../../model/import-source.js';

/** A file of a connection as a run takes it: what the source says of it, with names that have no tokens any more. */
export interface TakenFile extends Omit<ImportSource, 'connection'> {
  /** The id of the run. */
  run: string;
}

/** Where files are that runs have claimed: a folder for each run, by its id. */
export const CLAIMS = '.integrator';

/**
 * The path of what a run has claimed, or of a file of it; on the connection's own file system, so that moving into it is
 * one atomic step.
 */
export function claimOf(run: string, file = ''): string {
  return join(CLAIMS, run, file);
}
